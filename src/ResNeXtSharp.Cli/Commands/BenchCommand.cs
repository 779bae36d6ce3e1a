using System.CommandLine;
using ResNeXtSharp.Cli.Benchmarks;
using ResNeXtSharp.Cli.Options;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext bench</c>: how fast this machine multiplies, reads memory, trains and predicts, and how fast each layer is.</summary>
sealed class BenchCommand
{
    static readonly Dictionary<string, BenchPart> Parts = new()
    {
        ["machine"] = BenchPart.Machine,
        ["training"] = BenchPart.Training,
        ["inference"] = BenchPart.Inference,
        ["one-thread"] = BenchPart.OneThread,
        ["layers"] = BenchPart.Layers,
    };

    readonly CommandContext _context;
    readonly ModelOptions _model = new();
    readonly ShapeOptions _shape = new(defaultBatch: 32);
    readonly Option<string[]> _only = new Option<string[]>("--only")
    {
        Description = "Measure nothing but these parts",
        HelpName = "PART",
        AllowMultipleArgumentsPerToken = true,
    }.AcceptOnlyFromAmong([.. Parts.Keys]);

    readonly Option<int> _rounds = new Option<int>("--rounds")
    {
        Description = "The result is the median of so many rounds",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    }.AtLeast(1);

    readonly Option<double> _seconds = new Option<double>("--seconds")
    {
        Description = "The least length of a round",
        HelpName = "S",
        DefaultValueFactory = _ => 0.5,
    }.Positive();

    readonly Option<string?> _save = new("--save")
    {
        Description = "Also write the result into this folder, in a folder of the processor; without a name, into bench/results",
        HelpName = "FOLDER",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    BenchCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var bench = new BenchCommand(context);
        var command = new DocumentedCommand("bench", "Measure training, inference and every layer beside the rates that processor and memory cannot exceed.")
        {
            Examples =
            [
                ("bench", "ResNeXt-50 on batches of 32 pictures of 32x32"),
                ("bench --batch 128 --only training one-thread", "larger batches, and how much the second thread gives"),
                ("bench --size 224 --batch 8 --classes 1000 --only layers --json", "each layer at ImageNet's size, for a machine"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[
            .. bench._model.All, bench._shape.Size, bench._shape.Batch, bench._shape.Classes, bench._only, bench._rounds, bench._seconds, bench._save, bench._json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(bench.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new BenchRun(
            _model.Resolve(parsed),
            _shape.Input(parsed),
            parsed.GetValue(_shape.Classes),
            parsed.GetValue(_rounds),
            TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
            parsed.GetValue(_only) is { Length: > 0 } only ? only.Select(name => Parts[name]).ToHashSet() : [.. Parts.Values]);
        var json = parsed.GetValue(_json);
        if (!json) _context.OutputConsole.WriteLine(run.Header.Title);
        var result = run.Measure(cancellation);
        if (json) _context.Output.WriteLine(BenchJson.Of(result).ToJsonString());
        else new BenchTables(result, TableBorder.Rounded).Write(_context.OutputConsole);
        if (parsed.GetResult(_save) is { Implicit: false })
        {
            var path = BenchFile.Save(result, parsed.GetValue(_save) ?? Path.Combine("bench", "results"));
            _context.PrettyConsole(json).WriteLine($"saved: {path}.json, {path}.md");
        }
        return ExitCode.Success;
    }
}
