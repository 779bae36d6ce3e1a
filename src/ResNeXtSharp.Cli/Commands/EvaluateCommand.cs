using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext evaluate</c>: measures weights on test pictures.</summary>
sealed class EvaluateCommand
{
    readonly CommandContext _context;
    readonly WeightsOptions _weights = new();
    readonly DataOptions _data = new("what the weights were trained on");
    readonly Option<int> _batchSize = new Option<int>("--batch-size", "-b") { Description = "Pictures at once", HelpName = "N", DefaultValueFactory = _ => 32 }.AtLeast(1);
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    EvaluateCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var evaluate = new EvaluateCommand(context);
        var command = new DocumentedCommand("evaluate", "Measure trained weights on test pictures: loss, accuracy with its 95 % interval, and precision, recall and F1 of each class.")
        {
            Examples =
            [
                ("evaluate runs/first/best.safetensors", "on the test pictures of the data set that the weights were trained on"),
                ("evaluate runs/first/best.safetensors --data /data/cifar-10-batches-bin --json", "on CIFAR-10 from elsewhere, for a script"),
            ],
        };
        command.Arguments.Add(evaluate._weights.File);
        foreach (var option in (IEnumerable<Option>)
            [evaluate._weights.Model, evaluate._weights.IgnoreHead, .. evaluate._data.Source, evaluate._data.TestSize, evaluate._batchSize, evaluate._json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(evaluate.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        var source = _data.Resolve(parsed, _context, json, () => _weights.TrainingPlace(parsed), cancellation);
        var loaded = _weights.Open(parsed, () => source);
        var pictures = source.OpenTest(parsed.GetValue(_data.TestSize));
        loaded.RequireClassesOf(pictures);
        using var loader = _data.Load(parsed, _context, pictures, parsed.GetValue(_batchSize), shuffle: false, loaded.Transform);
        var result = Evaluation.Run(loaded.Model, loader, cancellation: cancellation);
        if (json) _context.Output.WriteLine(ToJson(result, loaded.Description.ClassNames).ToJsonString());
        else Show(result, loaded.Description.Model, source.Name, pictures.ClassNames);
        return ExitCode.Success;
    }

    void Show(EvaluationResult result, string model, string dataSet, IReadOnlyList<string> classNames)
    {
        var console = _context.OutputConsole;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model} on {result.Count:N0} test pictures of {dataSet}: loss {result.Loss:0.0000}, accuracy {Score.Format(result.Accuracy, result.Count)}, top 5 {Score.Format(result.TopFiveAccuracy, result.Count)}, mean F1 {result.MacroF1:0.000} ({result.ImagesPerSecond:0} images/s)"));
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("class").AddColumn("recall", column => column.RightAligned()).AddColumn("precision", column => column.RightAligned()).AddColumn("F1", column => column.RightAligned())
            .AddColumn("right", column => column.RightAligned()).AddColumn("of", column => column.RightAligned()).AddColumn("most often taken for");
        for (var label = 0; label < classNames.Count; label++)
        {
            if (result.Confusion.CountOf(label) == 0) continue;
            table.AddRow(
                Markup.Escape(classNames[label]),
                Percent.Format(result.Confusion.AccuracyOf(label)),
                double.IsFinite(result.Confusion.PrecisionOf(label)) ? Percent.Format(result.Confusion.PrecisionOf(label)) : "-",
                result.Confusion.F1Of(label).ToString("0.000", CultureInfo.InvariantCulture),
                result.Confusion[label, label].ToString(CultureInfo.InvariantCulture),
                result.Confusion.CountOf(label).ToString(CultureInfo.InvariantCulture),
                Markup.Escape(MostOftenTakenFor(result.Confusion, label, classNames)));
        }
        console.Write(table);
    }

    static string MostOftenTakenFor(ConfusionMatrix confusion, int label, IReadOnlyList<string> names)
    {
        var others = Enumerable.Range(0, names.Count).Where(predicted => predicted != label);
        var rival = others.MaxBy(predicted => confusion[label, predicted]);
        return confusion[label, rival] == 0 ? "" : $"{names[rival]} ({confusion[label, rival]})";
    }

    /// <summary>A result as machines read it.</summary>
    public static JsonObject ToJson(EvaluationResult result, IReadOnlyList<string> names) => new()
    {
        ["loss"] = result.Loss,
        ["accuracy"] = result.Accuracy,
        ["accuracy_interval"] = Score.Interval(result.Accuracy, result.Count),
        ["top5_accuracy"] = result.TopFiveAccuracy,
        ["top5_interval"] = Score.Interval(result.TopFiveAccuracy, result.Count),
        ["macro_f1"] = JsonNumber.Finite(result.MacroF1),
        ["count"] = result.Count,
        ["images_per_second"] = result.ImagesPerSecond,
        ["classes"] = new JsonArray([.. Enumerable.Range(0, names.Count).Select(label => new JsonObject
        {
            ["name"] = names[label],
            ["count"] = result.Confusion.CountOf(label),
            ["correct"] = result.Confusion[label, label],
            ["precision"] = JsonNumber.Finite(result.Confusion.PrecisionOf(label)),
            ["recall"] = JsonNumber.Finite(result.Confusion.AccuracyOf(label)),
            ["f1"] = JsonNumber.Finite(result.Confusion.F1Of(label)),
        })]),
    };
}
