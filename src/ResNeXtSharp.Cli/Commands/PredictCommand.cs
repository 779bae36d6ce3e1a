using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext predict</c>: classifies picture files, or random test pictures, and draws the answer.</summary>
sealed class PredictCommand
{
    readonly CommandContext _context;
    readonly WeightsOptions _weights = new();
    readonly Argument<string[]> _pictures = new("PICTURES") { Description = "PNG or JPEG files; without any, random test pictures", Arity = ArgumentArity.ZeroOrMore };
    readonly DataOptions _data = new("what the weights were trained on");
    readonly Option<int> _count = new Option<int>("--count", "-n") { Description = "How many random test pictures", HelpName = "N", DefaultValueFactory = _ => 1 }.AtLeast(1);
    readonly Option<ulong> _seed = TrainingOptions.CreateSeed();
    readonly Option<int> _top = new Option<int>("--top") { Description = "How many classes to name for each picture", HelpName = "K", DefaultValueFactory = _ => 1 }.AtLeast(1);
    readonly Option<string> _output = new("--output", "-o") { Description = "The picture to write", HelpName = "FILE", DefaultValueFactory = _ => "prediction.png" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    PredictCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var predict = new PredictCommand(context);
        var command = new DocumentedCommand("predict", "Classify picture files, or random test pictures, and draw the answer.")
        {
            Examples =
            [
                ("predict runs/first/best.safetensors", "one random test picture: predicted class, probability, true class"),
                ("predict runs/first/best.safetensors ship.jpg frog.png --top 5", "your own pictures, each with its five likeliest classes"),
                ("predict runs/first/best.safetensors --count 16 --seed 7 --output grid.png", "sixteen random test pictures on one sheet"),
            ],
        };
        command.Arguments.Add(predict._weights.File);
        command.Arguments.Add(predict._pictures);
        foreach (var option in (IEnumerable<Option>)
            [predict._weights.Model, predict._weights.IgnoreHead, .. predict._data.Source, predict._count, predict._seed, predict._top, predict._output, predict._json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(predict.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        if (PictureWriter.Current is null && parsed.GetResult(_output) is { Implicit: false })
            throw new UsageException("This build of resnext draws no pictures: leave --output out.");
        // Weights that describe themselves and pictures that are named need no data set.
        var source = new Lazy<DataSource>(() => _data.Resolve(parsed, _context, json, () => _weights.TrainingPlace(parsed), cancellation));
        var loaded = _weights.Open(parsed, () => source.Value);
        var files = parsed.GetValue(_pictures) ?? [];
        var classified = files.Length > 0 ? FromFiles(loaded, files) : FromDataset(loaded, source.Value.OpenTest(), parsed.GetValue(_count), parsed.GetValue(_seed));
        var output = PictureWriter.Current is null ? null : parsed.GetRequiredValue(_output);
        if (output is not null) PictureWriter.Current?.SavePrediction(output, $"{loaded.Description.Model} trained on {loaded.Description.DataSet}", classified);
        if (json)
        {
            _context.Output.WriteLine(ToJson(classified, parsed.GetValue(_top), output).ToJsonString());
        }
        else
        {
            PredictionLines.Show(_context.OutputConsole, classified, parsed.GetValue(_top));
            if (output is not null) _context.OutputConsole.WriteLine($"picture: {output}");
        }
        return ExitCode.Success;
    }

    static List<ClassifiedPicture> FromFiles(Classifier loaded, string[] files) => [.. files.Select(file => loaded.ClassifyFile(file))];

    static List<ClassifiedPicture> FromDataset(Classifier loaded, Dataset pictures, int count, ulong seed)
    {
        loaded.RequireClassesOf(pictures);
        return [.. pictures.RandomIndices(count, seed).Select(index => loaded.Classify(pictures, index))];
    }

    static JsonObject ToJson(IEnumerable<ClassifiedPicture> classified, int top, string? output) => new()
    {
        ["predictions"] = new JsonArray([.. classified.Select(each => new JsonObject
        {
            ["picture"] = each.Origin,
            ["class"] = each.Class,
            ["probability"] = each.Probability,
            ["true_class"] = each.TrueClass,
            ["right"] = each.IsRight,
            ["top"] = new JsonArray([.. each.Ranking.Take(top).Select(ranked => new JsonObject { ["class"] = ranked.Class, ["probability"] = ranked.Probability })]),
        })]),
        ["output"] = output,
    };
}
