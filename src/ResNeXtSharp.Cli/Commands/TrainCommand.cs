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
    readonly CheckpointOptions _checkpoints = new();
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
                ("train --data pets --weights runs/first/best.safetensors --freeze", "your own pictures, a folder for each class, on what another training has learnt"),
                ("train --resume runs/first", "goes on with a run that was stopped or killed, as if it had not been"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[.. train._model.All, .. train._data.Source, train._imageSize, train._data.TrainSize, train._data.TestSize])
            command.Options.Add(option);
        foreach (var option in train._transfer.All.Concat(train._training.All).Concat(train._checkpoints.All)) command.Options.Add(option);
        command.Options.Add(train._output);
        command.Options.Add(train._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_checkpoints.Resume) is not { } path) return Run(parsed, null, cancellation);
        if (parsed.GetValue(_output) is not null) throw new UsageException("--resume goes on in the run's own folder: leave --output out.");
        var resumed = RunDirectory.Open(path);
        using var taken = RunLock.Take(path);
        resumed.DeleteRemains();
        return Run(RunOptions.Again(resumed, parsed), resumed, cancellation);
    }

    /// <param name="parsed">The command line; that of the run if one is resumed.</param>
    /// <param name="resumed">The folder of the run to go on with, which is locked; null for a new run.</param>
    /// <param name="cancellation">Stops the training.</param>
    int Run(ParseResult parsed, RunDirectory? resumed, CancellationToken cancellation)
    {
        var transfer = _transfer.Settings(parsed);
        var pretrained = transfer.Weights is { } weights ? new PretrainedModel(weights) : null;
        var isNamed = _model.IsGiven(parsed);
        var name = (isNamed ? null : pretrained?.Description?.Model) ?? _model.Resolve(parsed);
        var settings = _training.Settings(parsed);
        var (batchSize, epochs, seed) = (parsed.GetValue(_training.BatchSize), parsed.GetValue(_training.Epochs), parsed.GetValue(_training.Seed));
        var json = parsed.GetValue(_json);
        var source = Source(parsed, pretrained?.Description, json, cancellation);
        var (trainSet, testSet) = (source.OpenTrain(parsed.GetValue(_data.TrainSize)), source.OpenTest(parsed.GetValue(_data.TestSize)));
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
            Options = RunOptions.Given(parsed, _output, _json, _checkpoints.Resume),
        }.ToJson();
        var warnings = new WarningReport(_context.Error);
        var identity = new RunIdentity(configuration);
        if (resumed?.ReadConfig() is { } started)
        {
            identity.RequireSame(started);
            if (identity.RoundingDifference(started) is { } difference) warnings.Say(difference);
        }
        var model = pretrained?.Load(name, trainSet.ClassNames, seed) ?? ModelCatalog.Create(name, trainSet.ClassNames.Count, seed);
        var folder = resumed?.Path ?? parsed.GetValue(_output) ?? RunFolderName.New(name);
        using var taken = resumed is null ? RunLock.Take(folder) : null;
        var directory = resumed ?? RunDirectory.Create(folder, configuration);
        var groups = transfer.Apply(model);
        var console = _context.PrettyConsole(json);
        console.WriteLine($"{name} ({Parameters(model, groups)}) on {source.Name}: {trainSet.Count:N0} training and {testSet.Count:N0} test pictures");
        var description = source.Describe(name);
        var run = new TrainingRun(model, description, settings.Create(groups), directory, _context.EpochReport(json))
        {
            Checkpoints = new TrainingCheckpoints(directory.CheckpointFolder) { SaveEvery = parsed.GetValue(_checkpoints.SaveEvery), Damaged = warnings },
            OnNonFinite = _checkpoints.Policy(parsed),
            NonFinite = warnings,
            KeepBest = parsed.GetValue(_checkpoints.KeepBest),
        };
        run.Checkpoints.Add(identity);
        run.Checkpoints.Add(directory.Logs());
        using var train = _data.Load(parsed, _context, trainSet, batchSize, shuffle: true, source.TrainTransform(), seed);
        using var validation = _data.Load(parsed, _context, testSet, batchSize, shuffle: false, Preprocessing.Of(description).Transform(), seed);
        if (resumed is not null) console.WriteLine(Describe(run.Resume(train)));
        run.Run(train, validation, epochs, cancellation);
        RunSummary.Show(console, run, directory);
        return ExitCode.Success;
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

    static string Describe(ResumePoint? point) => point is null
        ? "the run was stopped before its first checkpoint and begins again"
        : $"going on with epoch {point.Epoch}{(point.Batch == 0 ? "" : $" after batch {point.Batch:N0}")}, from {point.File}";

    static string Parameters(ResNet model, IReadOnlyList<ParameterGroup> groups)
    {
        var (all, trained) = (model.CountParameters(), groups.Sum(group => group.Parameters.Sum(parameter => (long)parameter.Shape.Count)));
        return trained == all ? $"{all:N0} parameters" : $"{all:N0} parameters, {trained:N0} of them trained";
    }
}
