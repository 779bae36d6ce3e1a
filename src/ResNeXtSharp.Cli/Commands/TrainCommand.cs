using System.CommandLine;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext train</c>: trains a model from scratch into a run folder.</summary>
sealed class TrainCommand
{
    readonly CommandContext _context;
    readonly ModelOptions _model = new();
    readonly DataOptions _data = new("data, downloaded if it is not there");
    readonly TrainingOptions _training = new();
    readonly Option<string?> _output = new("--output", "-o") { Description = "The run folder [default: runs/<time>-<model>]", HelpName = "DIR" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object per epoch on the output");

    TrainCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var train = new TrainCommand(context);
        var command = new DocumentedCommand("train", "Train a model from scratch and keep its weights, metrics and curves.")
        {
            Examples =
            [
                ("train --data shapes --epochs 5", "ResNeXt-50 on the built-in pictures, into runs/<time>-resnext50_32x4d"),
                ("train --output runs/first", "ResNeXt-50 on CIFAR-10 with Adam for 20 epochs; downloads the data once"),
                ("train --model resnet18 --optimizer sgd --learning-rate 0.05 --weight-decay 5e-4 --epochs 30", "another model, another recipe"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[.. train._model.All, train._data.Place, train._data.Offline, train._data.TrainSize, train._data.TestSize])
            command.Options.Add(option);
        foreach (var option in train._training.All) command.Options.Add(option);
        command.Options.Add(train._output);
        command.Options.Add(train._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var name = _model.Resolve(parsed);
        var settings = _training.Settings(parsed);
        var (batchSize, epochs, seed) = (parsed.GetValue(_training.BatchSize), parsed.GetValue(_training.Epochs), parsed.GetValue(_training.Seed));
        var json = parsed.GetValue(_json);
        var source = _data.Resolve(parsed, _context, json, Data.DataSource.DefaultFolder, cancellation);
        var (trainSet, testSet) = (source.OpenTrain(parsed.GetValue(_data.TrainSize)), source.OpenTest(parsed.GetValue(_data.TestSize)));
        var directory = RunDirectory.Create(parsed.GetValue(_output) ?? RunFolderName.New(name), new RunConfiguration
        {
            Model = name,
            DataSet = trainSet.Name,
            Data = source.Place,
            Classes = trainSet.ClassNames,
            TrainSize = trainSet.Count,
            TestSize = testSet.Count,
            Optimizer = settings,
            BatchSize = batchSize,
            Epochs = epochs,
            Seed = seed,
        }.ToJson());
        var model = ModelCatalog.Create(name, trainSet.ClassNames.Count, seed);
        var console = _context.PrettyConsole(json);
        console.WriteLine($"{name} ({model.CountParameters():N0} parameters) on {trainSet.Name}: {trainSet.Count:N0} training and {testSet.Count:N0} test pictures");
        var run = new TrainingRun(model, source.Describe(name), settings.Create(model.Parameters()), directory, _context.EpochReport(json));
        using var train = new DataLoader(trainSet, batchSize, shuffle: true, source.Transform(), seed);
        using var validation = new DataLoader(testSet, batchSize, shuffle: false, source.Transform(), seed);
        run.Run(train, validation, epochs, cancellation);
        RunSummary.Show(console, run, directory);
        return ExitCode.Success;
    }
}
