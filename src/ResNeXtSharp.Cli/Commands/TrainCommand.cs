using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Distributed;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext train</c>: trains a model into a run folder.</summary>
sealed class TrainCommand
{
    CommandContext _context;
    RankGroup? _ranks;
    readonly SetupOptions _setup = new();
    readonly BudgetOptions _budget;
    readonly Option<string?> _output = new("--output", "-o") { Description = "The run folder [default: runs/<time>-<model>]", HelpName = "DIR" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object per epoch on the output");

    TrainCommand(CommandContext context) => (_context, _budget) = (context, new BudgetOptions(_setup));

    public static Command Create(CommandContext context)
    {
        var train = new TrainCommand(context);
        var command = new DocumentedCommand("train", "Train a model, from scratch or from other weights, and keep its weights, metrics and curves.")
        {
            Examples =
            [
                ("train --output runs/first", "ResNeXt-50 on CIFAR-10 with Adam for 20 epochs; downloads the data once"),
                ("train --recipe fast --budget 30m", "as far as CIFAR-10 gets in half an hour on this machine, the schedule's end included"),
                ("train --distributed --output runs/four --sync-batchnorm", "behind mpirun -n 4: four processes, on one machine or several, share every batch"),
                ("train --data pets --weights runs/first/best.safetensors --freeze", "your own pictures, a folder for each class, on what another training has learnt"),
            ],
        };
        foreach (var option in train._setup.All) command.Options.Add(option);
        command.Options.Add(train._setup.Checkpoints.Resume);
        foreach (var option in train._setup.Distributed.Others) command.Options.Add(option);
        command.Options.Add(train._budget.Time);
        command.Options.Add(train._output);
        command.Options.Add(train._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Start(parsed, cancellation)));
        return command;
    }

    int Start(ParseResult parsed, CancellationToken cancellation) => !parsed.GetValue(_setup.Distributed.Distributed)
        ? Run(parsed, cancellation)
        : new RankRun(_setup.Distributed, _context).Run(parsed, (ranks, context) =>
        {
            (_ranks, _context) = (ranks, context);
            return Run(parsed, cancellation);
        });

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var resumed = parsed.GetValue(_setup.Checkpoints.Resume);
        if (resumed is not null && new Option[] { _output, _setup.Layers.Config, _setup.Layers.Recipe }.Any(option => parsed.GetResult(option) is { Implicit: false }))
            throw new UsageException("--resume goes on in the run's own folder with its own settings: leave --output, --config and --recipe out.");
        if (_ranks is not null) RankAgreement.Require(_ranks, [new("--resume", resumed is null ? "absent" : "given"), .. _setup.Distributed.Facts(parsed)]);
        var layered = resumed is null ? _setup.Layers.Apply(parsed) : _setup.Layers.Apply(parsed, ConfigurationOf(resumed));
        var budget = _budget.Request(parsed);
        var (seed, count) = (layered.GetValue(_setup.Training.Seed), layered.GetValue(_setup.Seeds));
        var folder = resumed ?? layered.GetValue(_output);
        if (_ranks is not null && (count > 1 || budget is not null)) throw new UsageException("--seeds and --budget are for a process alone: leave them out with --distributed.");
        if (count == 1)
        {
            Run(layered, seed, folder, resumed is not null, budget, cancellation);
            return ExitCode.Success;
        }
        if (budget is not null) throw new UsageException("--budget is for one training: leave --seeds out.");
        folder ??= RunFolderName.New("seeds");
        if (resumed is null) RunDirectory.Create(folder, new JsonObject { ["settings"] = _setup.Layers.Effective(layered) });
        var runs = new List<(ulong Seed, double Accuracy)>();
        for (var i = 0; i < count; i++)
        {
            var each = seed + (ulong)i;
            var run = Path.Combine(folder, $"seed-{each}");
            runs.Add((each, Run(layered, each, run, resumed is not null && RunDirectory.Holds(run), null, cancellation)));
        }
        SeedSummary.Show(_context, layered.GetValue(_json), folder, runs);
        return ExitCode.Success;
    }

    /// <summary>Trains with a seed.</summary>
    /// <param name="parsed">The settings.</param>
    /// <param name="seed">The seed, whatever the settings say.</param>
    /// <param name="output">The run folder; null for a new one.</param>
    /// <param name="isResumed">Whether that run is gone on with.</param>
    /// <param name="budget">The time it may take, or null.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>The accuracy on test pictures: of the best weights if pictures were held out to choose them by, else of the last.</returns>
    double Run(ParseResult parsed, ulong seed, string? output, bool isResumed, BudgetRequest? budget, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        TrainingSetup Open() => _setup.Open(parsed, _context, json, cancellation);
        var setup = _ranks is null ? Open() : _ranks.FirstOnMachine(Open);
        var console = _context.PrettyConsole(json);
        BudgetChoice? choice = null;
        if (budget is not null)
        {
            (setup, choice) = _budget.Choose(budget, parsed, _context, setup, cancellation);
            BudgetTable.Show(console, choice, setup.BatchSize);
        }
        var plan = _setup.Plan(parsed, setup.Epochs);
        var (source, recipe) = (setup.Source, setup.Recipe);
        var configuration = new RunConfiguration
        {
            Model = setup.Model,
            DataSet = source.Name,
            Data = source.Place,
            Classes = setup.TrainSet.ClassNames,
            TrainSize = setup.TrainSet.Count,
            TestSize = setup.TestSet.Count,
            TrainFingerprint = DatasetFingerprint.Of(setup.TrainSet),
            TestFingerprint = DatasetFingerprint.Of(setup.TestSet),
            ImageSize = source.ImageSize,
            Optimizer = setup.Optimizer,
            Transfer = setup.Pretrained is null ? null : setup.Transfer,
            BatchSize = setup.BatchSize,
            Epochs = setup.Epochs,
            Seed = seed,
            Ranks = _ranks?.Size,
            Recipe = parsed.GetValue(_setup.Layers.Recipe),
            Budget = choice,
            Settings = Settings(parsed, setup, seed),
        }.ToJson();
        var model = setup.CreateModel(seed);
        var folder = output ?? RunFolderName.New(setup.Model);
        var writes = _ranks is not { IsFirst: false };
        var (warnings, identity) = (new WarningReport(writes ? _context.Error : TextWriter.Null), new RunIdentity(configuration, parsed.GetValue(_setup.Distributed.AnyRanks)));
        if (_ranks is not null) RankAgreement.Require(_ranks, [.. identity.Facts, new("runtime", Environment.Version.ToString()), new("weights", RankAgreement.HashOf(model))]);
        using var taken = writes ? RunLock.Take(folder) : null;
        var directory = !writes ? null : isResumed ? identity.Reopen(folder, warnings) : RunDirectory.Create(folder, configuration);
        var groups = setup.Groups(model);
        var parallel = _ranks is null ? null : new DataParallel(_ranks, model, parsed.GetValue(_setup.Distributed.SyncBatchNorm), parsed.GetValue(_setup.Distributed.BucketSize) << 20);
        console.WriteLine($"{setup.Model} ({Parameters(model, groups)}) on {source.Name}: {setup.TrainSet.Count:N0} training{HeldOut()} and {setup.TestSet.Count:N0} test pictures");
        if (_ranks is not null) console.WriteLine($"{_ranks.Size} ranks, {_ranks.Local.Size} of them here with {WorkerPool.Threads} thread{(WorkerPool.Threads == 1 ? "" : "s")} each, over {_ranks.Library}");
        using var train = _setup.LoadTrain(parsed, _context, setup, seed, parallel?.Share);
        using var validation = _setup.LoadTest(parsed, _context, setup, setup.ValidationSet, seed, parallel?.Share);
        var safeguards = _setup.Checkpoints.Safeguards(parsed, directory?.CheckpointFolder ?? folder, warnings, _ranks);
        safeguards.Checkpoints.Add(identity);
        if (choice is not null) plan = _budget.Plan(budget!, choice, directory!, configuration, warnings);
        var trainer = recipe.CreateTrainer(model, setup.Optimizer.Create(groups), train.BatchCount, setup.Epochs, safeguards, plan, parallel);
        using var events = directory is null ? null : new TensorBoardWriter(directory.Path);
        var run = new TrainingRun(model, setup.Description, trainer, recipe.CreateStopping(), directory, _context.EpochReport(json))
        {
            KeepBest = parsed.GetValue(_setup.Checkpoints.KeepBest),
            Plan = plan,
            Log = events is null ? null : new TensorBoardLog(events) { Every = parsed.GetValue(_setup.LogEvery) },
            Profile = parallel is { Group.IsFirst: true } && parsed.GetValue(_setup.Distributed.Profile) ? new CommunicationReport(json ? _context.Error : _context.Output, parallel) : null,
        };
        if (isResumed) console.WriteLine(Describe(run.Resume(train, validation), setup.Epochs));
        run.Run(train, validation, setup.Epochs, cancellation);
        if (recipe.HoldOut > 0)
        {
            using var test = _setup.LoadTest(parsed, _context, setup, setup.TestSet, seed, parallel?.Share);
            run.MeasureBest(test, cancellation);
            if (directory is not null) AtomicFile.WriteText(Path.Combine(directory.Path, "test.json"), EvaluateCommand.ToJson(run.Test!, setup.TrainSet.ClassNames).ToJsonString() + "\n");
        }
        if (directory is not null) RunSummary.Show(console, run, directory);
        return run.Test?.Accuracy ?? run.Epochs[^1].ValidationAccuracy;

        string HeldOut() => recipe.HoldOut > 0 ? $", {setup.ValidationSet.Count:N0} validation" : "";
    }

    /// <summary>The configuration of a run that is gone on with, on every rank.</summary>
    string ConfigurationOf(string run)
    {
        var own = _ranks is { IsFirst: false } ? null : RunDirectory.Open(run).ConfigPath;
        return _ranks is null ? own! : _ranks.ShareFile(own)!;
    }

    /// <summary>Every setting in effect, in the words that lead back to them.</summary>
    JsonObject Settings(ParseResult parsed, TrainingSetup setup, ulong seed)
    {
        var settings = _setup.Layers.Effective(parsed);
        foreach (var option in _setup.Model.All) settings.Remove(LayeredOptions.KeyOf(option));
        settings[LayeredOptions.KeyOf(_setup.Model.Name)] = setup.Model;
        (settings[LayeredOptions.KeyOf(_setup.Training.BatchSize)], settings[LayeredOptions.KeyOf(_setup.Training.Epochs)]) = (setup.BatchSize, setup.Epochs);
        settings[LayeredOptions.KeyOf(_setup.Recipe.WarmUpEpochs)] = setup.Recipe.WarmUpEpochs;
        settings[LayeredOptions.KeyOf(_setup.Recipe.StepEpochs)] = setup.Recipe.StepEpochs;
        settings[LayeredOptions.KeyOf(_setup.Recipe.Milestones)] = SetupOptions.Numbers(setup.Recipe.Milestones);
        (settings[LayeredOptions.KeyOf(_setup.Training.Seed)], settings[LayeredOptions.KeyOf(_setup.Seeds)]) = (seed, 1);
        return settings;
    }

    static string Describe(ResumePoint? point, int epochs) => point is null
        ? "the run was stopped before its first checkpoint and begins again"
        : point.Epoch > epochs ? "the run is complete"
        : $"going on with epoch {point.Epoch}{(point.Batch == 0 ? "" : $" after batch {point.Batch:N0}")}, from {point.File}";

    static string Parameters(ResNet model, IReadOnlyList<ParameterGroup> groups)
    {
        var (all, trained) = (model.CountParameters(), groups.Sum(group => group.Parameters.Sum(parameter => (long)parameter.Shape.Count)));
        return trained == all ? $"{all:N0} parameters" : $"{all:N0} parameters, {trained:N0} of them trained";
    }
}
