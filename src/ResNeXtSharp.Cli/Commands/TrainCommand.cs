using System.CommandLine;
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
            [.. _model.All, .. _data.Source, _imageSize, _data.TrainSize, _data.TestSize, .. _transfer.All, .. _training.All, .. _recipe.All]);
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
                ("train --data pets --weights runs/first/best.safetensors --freeze", "your own pictures, a folder for each class, on what another training has learnt"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[.. train._model.All, .. train._data.Source, train._imageSize, train._data.TrainSize, train._data.TestSize])
            command.Options.Add(option);
        foreach (var option in train._layers.All.Concat(train._transfer.All).Concat(train._training.All).Concat(train._recipe.All)) command.Options.Add(option);
        command.Options.Add(train._seeds);
        command.Options.Add(train._output);
        command.Options.Add(train._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var layered = _layers.Apply(parsed);
        var (seed, count) = (layered.GetValue(_training.Seed), layered.GetValue(_seeds));
        if (count == 1)
        {
            Run(layered, seed, layered.GetValue(_output), cancellation);
            return ExitCode.Success;
        }
        var folder = layered.GetValue(_output) ?? RunFolderName.New("seeds");
        var runs = new List<(ulong Seed, double Accuracy)>();
        for (var i = 0; i < count; i++)
        {
            var each = seed + (ulong)i;
            runs.Add((each, Run(layered, each, Path.Combine(folder, $"seed-{each}"), cancellation)));
        }
        SeedSummary.Show(_context, layered.GetValue(_json), folder, runs);
        return ExitCode.Success;
    }

    /// <summary>Trains with a seed.</summary>
    /// <returns>The accuracy on test pictures: of the best weights if pictures were held out to choose them by, else of the last.</returns>
    double Run(ParseResult parsed, ulong seed, string? output, CancellationToken cancellation)
    {
        var transfer = _transfer.Settings(parsed);
        var pretrained = transfer.Weights is { } weights ? new PretrainedModel(weights) : null;
        var isNamed = _model.IsGiven(parsed);
        var name = (isNamed ? null : pretrained?.Description?.Model) ?? _model.Resolve(parsed);
        var settings = _training.Settings(parsed);
        var (batchSize, epochs) = (parsed.GetValue(_training.BatchSize), parsed.GetValue(_training.Epochs));
        var recipe = _recipe.Settings(parsed, epochs);
        var json = parsed.GetValue(_json);
        var effective = _layers.Effective(parsed);
        effective[LayeredOptions.KeyOf(_training.Seed)] = seed;
        var source = Source(parsed, pretrained?.Description, json, cancellation);
        var (trainSet, testSet) = (source.OpenTrain(parsed.GetValue(_data.TrainSize)), source.OpenTest(parsed.GetValue(_data.TestSize)));
        var validationSet = testSet;
        if (recipe.HoldOut > 0) (trainSet, validationSet) = HoldOut.Split(trainSet, recipe.HoldOut);
        if (validationSet.Count == 0) throw new UsageException("--hold-out leaves no picture to validate on: give a larger share.");
        var model = pretrained?.Load(name, trainSet.ClassNames, seed) ?? ModelCatalog.Create(name, trainSet.ClassNames.Count, seed);
        var directory = RunDirectory.Create(output ?? RunFolderName.New(name), new RunConfiguration
        {
            Model = name,
            DataSet = source.Name,
            Data = source.Place,
            Classes = trainSet.ClassNames,
            TrainSize = trainSet.Count,
            TestSize = testSet.Count,
            ImageSize = source.ImageSize,
            Optimizer = settings,
            Transfer = pretrained is null ? null : transfer,
            BatchSize = batchSize,
            Epochs = epochs,
            Seed = seed,
            Recipe = parsed.GetValue(_layers.Recipe),
            Settings = effective,
        }.ToJson());
        IReadOnlyList<ParameterGroup> groups = [.. recipe.Groups(transfer.Apply(model))];
        var console = _context.PrettyConsole(json);
        console.WriteLine($"{name} ({Parameters(model, groups)}) on {source.Name}: {trainSet.Count:N0} training{HeldOut()} and {testSet.Count:N0} test pictures");
        var description = source.Describe(name);
        var run = new TrainingRun(model, description, settings.Create(groups), directory, _context.EpochReport(json)) { Recipe = recipe };
        using var train = _data.Load(parsed, _context, trainSet, batchSize, shuffle: true, recipe.Around(source.TrainTransform(), source.ImageSize), seed, recipe.Mixing);
        using var validation = _data.Load(parsed, _context, validationSet, batchSize, shuffle: false, Preprocessing.Of(description).Transform(), seed);
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

    /// <summary>The pictures, brought to what the weights to start from were trained on.</summary>
    DataSource Source(ParseResult parsed, ModelDescription? pretrained, bool json, CancellationToken cancellation)
    {
        var preprocessing = pretrained is null ? Preprocessing.ImageNet : Preprocessing.Of(pretrained);
        if (parsed.GetValue(_imageSize) is not { } size) return _data.Resolve(parsed, _context, json, () => DataSource.Cifar10Place, cancellation, preprocessing);
        var source = _data.Resolve(parsed, _context, json, () => DataSource.Cifar10Place, cancellation, preprocessing.WithImageSize(size));
        return source is ImageFolderSource ? source : throw new UsageException(
            $"--image-size is for folders of pictures; those of {source.Name} are {source.ImageSize}x{source.ImageSize}: leave it out.");
    }

    static string Parameters(ResNet model, IReadOnlyList<ParameterGroup> groups)
    {
        var (all, trained) = (model.CountParameters(), groups.Sum(group => group.Parameters.Sum(parameter => (long)parameter.Shape.Count)));
        return trained == all ? $"{all:N0} parameters" : $"{all:N0} parameters, {trained:N0} of them trained";
    }
}
