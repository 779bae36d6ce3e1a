using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext train</c>: trains a model into a run folder.</summary>
sealed class TrainCommand
{
    readonly CommandContext _context;
    readonly SetupOptions _setup = new();
    readonly Option<string?> _output = new("--output", "-o") { Description = "The run folder [default: runs/<time>-<model>]", HelpName = "DIR" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object per epoch on the output");

    TrainCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var train = new TrainCommand(context);
        var command = new DocumentedCommand("train", "Train a model, from scratch or from other weights, and keep its weights, metrics and curves.")
        {
            Examples =
            [
                ("train --data shapes --epochs 5", "ResNeXt-50 on the built-in pictures, into runs/<time>-resnext50_32x4d"),
                ("train --output runs/first", "ResNeXt-50 on CIFAR-10 with Adam for 20 epochs; downloads the data once"),
                ("train --resume runs/first", "goes on with a run that was stopped or killed, as if it had not been"),
                ("train --data pets --weights runs/first/best.safetensors --freeze", "your own pictures, a folder for each class, on what another training has learnt"),
            ],
        };
        foreach (var option in train._setup.All) command.Options.Add(option);
        command.Options.Add(train._setup.Checkpoints.Resume);
        command.Options.Add(train._output);
        command.Options.Add(train._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var resumed = parsed.GetValue(_setup.Checkpoints.Resume);
        if (resumed is not null && new Option[] { _output, _setup.Layers.Config, _setup.Layers.Recipe }.Any(option => parsed.GetResult(option) is { Implicit: false }))
            throw new UsageException("--resume goes on in the run's own folder with its own settings: leave --output, --config and --recipe out.");
        var layered = resumed is null ? _setup.Layers.Apply(parsed) : _setup.Layers.Apply(parsed, RunDirectory.Open(resumed).ConfigPath);
        var (seed, count) = (layered.GetValue(_setup.Training.Seed), layered.GetValue(_setup.Seeds));
        var folder = resumed ?? layered.GetValue(_output);
        if (count == 1)
        {
            Run(layered, seed, folder, resumed is not null, cancellation);
            return ExitCode.Success;
        }
        folder ??= RunFolderName.New("seeds");
        if (resumed is null) RunDirectory.Create(folder, new JsonObject { ["settings"] = _setup.Layers.Effective(layered) });
        var runs = new List<(ulong Seed, double Accuracy)>();
        for (var i = 0; i < count; i++)
        {
            var each = seed + (ulong)i;
            var run = Path.Combine(folder, $"seed-{each}");
            runs.Add((each, Run(layered, each, run, resumed is not null && RunDirectory.Holds(run), cancellation)));
        }
        SeedSummary.Show(_context, layered.GetValue(_json), folder, runs);
        return ExitCode.Success;
    }

    /// <summary>Trains with a seed.</summary>
    /// <param name="parsed">The settings.</param>
    /// <param name="seed">The seed, whatever the settings say.</param>
    /// <param name="output">The run folder; null for a new one.</param>
    /// <param name="isResumed">Whether that run is gone on with.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>The accuracy on test pictures: of the best weights if pictures were held out to choose them by, else of the last.</returns>
    double Run(ParseResult parsed, ulong seed, string? output, bool isResumed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        var setup = _setup.Open(parsed, _context, json, cancellation);
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
            Recipe = parsed.GetValue(_setup.Layers.Recipe),
            Settings = Settings(parsed, setup.Model, seed),
        }.ToJson();
        var model = setup.CreateModel(seed);
        var folder = output ?? RunFolderName.New(setup.Model);
        var (warnings, identity) = (new WarningReport(_context.Error), new RunIdentity(configuration));
        using var taken = RunLock.Take(folder);
        var directory = isResumed ? identity.Reopen(folder, warnings) : RunDirectory.Create(folder, configuration);
        var groups = setup.Groups(model);
        var console = _context.PrettyConsole(json);
        console.WriteLine($"{setup.Model} ({Parameters(model, groups)}) on {source.Name}: {setup.TrainSet.Count:N0} training{HeldOut()} and {setup.TestSet.Count:N0} test pictures");
        using var train = _setup.LoadTrain(parsed, _context, setup, seed);
        using var validation = _setup.LoadTest(parsed, _context, setup, setup.ValidationSet, seed);
        var safeguards = _setup.Checkpoints.Safeguards(parsed, directory, warnings);
        safeguards.Checkpoints.Add(identity);
        var trainer = recipe.CreateTrainer(model, setup.Optimizer.Create(groups), train.BatchCount, setup.Epochs, safeguards);
        using var events = new TensorBoardWriter(directory.Path);
        var run = new TrainingRun(model, setup.Description, trainer, recipe.CreateStopping(), directory, _context.EpochReport(json))
        {
            KeepBest = parsed.GetValue(_setup.Checkpoints.KeepBest),
            Log = new TensorBoardLog(events) { Every = parsed.GetValue(_setup.LogEvery) },
        };
        if (isResumed) console.WriteLine(Describe(run.Resume(train, validation), setup.Epochs));
        run.Run(train, validation, setup.Epochs, cancellation);
        if (recipe.HoldOut > 0)
        {
            using var test = _setup.LoadTest(parsed, _context, setup, setup.TestSet, seed);
            run.MeasureBest(test, cancellation);
            AtomicFile.WriteText(Path.Combine(directory.Path, "test.json"), EvaluateCommand.ToJson(run.Test!, setup.TrainSet.ClassNames).ToJsonString() + "\n");
        }
        RunSummary.Show(console, run, directory);
        return run.Test?.Accuracy ?? run.Epochs[^1].ValidationAccuracy;

        string HeldOut() => recipe.HoldOut > 0 ? $", {setup.ValidationSet.Count:N0} validation" : "";
    }

    /// <summary>Every setting in effect, in the words that lead back to them.</summary>
    JsonObject Settings(ParseResult parsed, string name, ulong seed)
    {
        var settings = _setup.Layers.Effective(parsed);
        foreach (var option in _setup.Model.All) settings.Remove(LayeredOptions.KeyOf(option));
        settings[LayeredOptions.KeyOf(_setup.Model.Name)] = name;
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
