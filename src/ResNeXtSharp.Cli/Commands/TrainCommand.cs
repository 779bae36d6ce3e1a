using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Data;
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
    readonly ModelOptions _model = new();
    readonly DataOptions _data = new("data, downloaded if it is not there");
    readonly Option<int?> _imageSize = new Option<int?>("--image-size")
    {
        Description = "Rows and columns that the pictures of a folder are brought to [default: 224]",
        HelpName = "N",
    }.AtLeast(1);
    readonly TransferOptions _transfer = new();
    readonly TrainingOptions _training = new();
    readonly RecipeOptions _recipe = new();
    readonly CheckpointOptions _checkpoints = new();
    readonly LayeredOptions _layers;
    readonly Option<int> _seeds = new Option<int>("--seeds")
    {
        Description = "Train so many times, with --seed and the seeds behind it, and report mean and deviation",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.AtLeast(1);
    readonly Option<string?> _output = new("--output", "-o") { Description = "The run folder [default: runs/<time>-<model>]", HelpName = "DIR" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object per epoch on the output");

    TrainCommand(CommandContext context)
    {
        _context = context;
        _layers = new LayeredOptions(
            [.. _model.All, .. _data.Source, _imageSize, _data.TrainSize, _data.TestSize, .. _transfer.All, .. _training.All, .. _recipe.All,
                .. _checkpoints.Settings, _seeds]);
    }

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
        foreach (var option in (IEnumerable<Option>)[.. train._model.All, .. train._data.Source, train._imageSize, train._data.TrainSize, train._data.TestSize])
            command.Options.Add(option);
        foreach (var option in train._layers.All.Concat(train._transfer.All).Concat(train._training.All).Concat(train._recipe.All)) command.Options.Add(option);
        command.Options.Add(train._checkpoints.Resume);
        foreach (var option in train._checkpoints.Settings) command.Options.Add(option);
        command.Options.Add(train._seeds);
        command.Options.Add(train._output);
        command.Options.Add(train._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var resumed = parsed.GetValue(_checkpoints.Resume);
        if (resumed is not null && new Option[] { _output, _layers.Config, _layers.Recipe }.Any(option => parsed.GetResult(option) is { Implicit: false }))
            throw new UsageException("--resume goes on in the run's own folder with its own settings: leave --output, --config and --recipe out.");
        var layered = resumed is null ? _layers.Apply(parsed) : _layers.Apply(parsed, RunDirectory.Open(resumed).ConfigPath);
        var (seed, count) = (layered.GetValue(_training.Seed), layered.GetValue(_seeds));
        var folder = resumed ?? layered.GetValue(_output);
        if (count == 1)
        {
            Run(layered, seed, folder, resumed is not null, cancellation);
            return ExitCode.Success;
        }
        folder ??= RunFolderName.New("seeds");
        if (resumed is null) RunDirectory.Create(folder, new JsonObject { ["settings"] = _layers.Effective(layered) });
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
        var transfer = _transfer.Settings(parsed);
        var pretrained = transfer.Weights is { } weights ? new PretrainedModel(weights) : null;
        var isNamed = _model.IsGiven(parsed);
        var name = (isNamed ? null : pretrained?.Description?.Model) ?? _model.Resolve(parsed);
        var settings = _training.Settings(parsed);
        var (batchSize, epochs) = (parsed.GetValue(_training.BatchSize), parsed.GetValue(_training.Epochs));
        var recipe = _recipe.Settings(parsed, epochs);
        var json = parsed.GetValue(_json);
        var source = Source(parsed, pretrained?.Description, json, cancellation);
        var (trainSet, testSet) = (source.OpenTrain(parsed.GetValue(_data.TrainSize)), source.OpenTest(parsed.GetValue(_data.TestSize)));
        var validationSet = testSet;
        if (recipe.HoldOut > 0) (trainSet, validationSet) = HoldOut.Split(trainSet, recipe.HoldOut);
        if (validationSet.Count == 0) throw new UsageException("--hold-out leaves no picture to validate on: give a larger share.");
        var configuration = new RunConfiguration
        {
            Model = name,
            DataSet = source.Name,
            Data = source.Place,
            Classes = trainSet.ClassNames,
            TrainSize = trainSet.Count,
            TestSize = testSet.Count,
            TrainFingerprint = DatasetFingerprint.Of(trainSet),
            TestFingerprint = DatasetFingerprint.Of(testSet),
            ImageSize = source.ImageSize,
            Optimizer = settings,
            Transfer = pretrained is null ? null : transfer,
            BatchSize = batchSize,
            Epochs = epochs,
            Seed = seed,
            Recipe = parsed.GetValue(_layers.Recipe),
            Settings = Settings(parsed, name, seed),
        }.ToJson();
        var folder = output ?? RunFolderName.New(name);
        var (warnings, identity) = (new WarningReport(_context.Error), new RunIdentity(configuration));
        using var taken = RunLock.Take(folder);
        var directory = isResumed ? identity.Reopen(folder, warnings) : RunDirectory.Create(folder, configuration);
        var model = pretrained?.Load(name, trainSet.ClassNames, seed) ?? ModelCatalog.Create(name, trainSet.ClassNames.Count, seed);
        IReadOnlyList<ParameterGroup> groups = [.. recipe.Groups(transfer.Apply(model))];
        var console = _context.PrettyConsole(json);
        console.WriteLine($"{name} ({Parameters(model, groups)}) on {source.Name}: {trainSet.Count:N0} training{HeldOut()} and {testSet.Count:N0} test pictures");
        var description = source.Describe(name);
        using var train = _data.Load(parsed, _context, trainSet, batchSize, shuffle: true, recipe.Around(source.TrainTransform(), source.ImageSize), seed, recipe.Mixing);
        using var validation = _data.Load(parsed, _context, validationSet, batchSize, shuffle: false, Preprocessing.Of(description).Transform(), seed);
        var safeguards = _checkpoints.Safeguards(parsed, directory, warnings);
        safeguards.Checkpoints.Add(identity);
        var trainer = recipe.CreateTrainer(model, settings.Create(groups), train.BatchCount, epochs, safeguards);
        var run = new TrainingRun(model, description, trainer, recipe.CreateStopping(), directory, _context.EpochReport(json))
        {
            KeepBest = parsed.GetValue(_checkpoints.KeepBest),
        };
        if (isResumed) console.WriteLine(Describe(run.Resume(train, validation), epochs));
        run.Run(train, validation, epochs, cancellation);
        if (recipe.HoldOut > 0)
        {
            using var test = _data.Load(parsed, _context, testSet, batchSize, shuffle: false, Preprocessing.Of(description).Transform(), seed);
            run.MeasureBest(test, cancellation);
            AtomicFile.WriteText(Path.Combine(directory.Path, "test.json"), EvaluateCommand.ToJson(run.Test!, trainSet.ClassNames).ToJsonString() + "\n");
        }
        RunSummary.Show(console, run, directory);
        return run.Test?.Accuracy ?? run.Epochs[^1].ValidationAccuracy;

        string HeldOut() => recipe.HoldOut > 0 ? $", {validationSet.Count:N0} validation" : "";
    }

    /// <summary>Every setting in effect, in the words that lead back to them.</summary>
    JsonObject Settings(ParseResult parsed, string name, ulong seed)
    {
        var settings = _layers.Effective(parsed);
        foreach (var option in _model.All) settings.Remove(LayeredOptions.KeyOf(option));
        settings[LayeredOptions.KeyOf(_model.Name)] = name;
        (settings[LayeredOptions.KeyOf(_training.Seed)], settings[LayeredOptions.KeyOf(_seeds)]) = (seed, 1);
        return settings;
    }

    /// <summary>The pictures, brought to what the weights to start from were trained on.</summary>
    DataSource Source(ParseResult parsed, ModelDescription? pretrained, bool json, CancellationToken cancellation)
    {
        var preprocessing = pretrained is null ? Preprocessing.ImageNet : Preprocessing.Of(pretrained);
        if (parsed.GetValue(_imageSize) is not { } size) return _data.Resolve(parsed, _context, json, () => DataSource.Cifar10Place, cancellation, preprocessing);
        var source = _data.Resolve(parsed, _context, json, () => DataSource.Cifar10Place, cancellation, preprocessing.WithImageSize(size));
        return source is ImageFolderSource ? source : throw new UsageException(
            $"--image-size is for folders of pictures; those of {source.Name} are {source.ImageSize}x{source.ImageSize}: leave it out.");
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
