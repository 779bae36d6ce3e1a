using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Kernels.Measurement;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext bench</c>: how fast this machine multiplies, trains and predicts.</summary>
sealed class BenchCommand
{
    const string CountingRule =
        "FLOP: 2 per multiply-add of convolutions and the classifier, padding not counted; training is three times forward less the gradient of the pictures.";

    readonly CommandContext _context;
    readonly ModelOptions _model = new();
    readonly ShapeOptions _shape = new(defaultBatch: 32);
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
        DefaultValueFactory = _ => 1,
    }.Positive();

    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    BenchCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var bench = new BenchCommand(context);
        var command = new DocumentedCommand("bench", "Measure training and inference beside the rate that the processor cannot exceed.")
        {
            Examples =
            [
                ("bench", "ResNeXt-50 on batches of 32 pictures of 32x32"),
                ("bench --batch 128 --threads 1", "larger batches, one thread"),
                ("bench --model resnet18 --size 224 --batch 8 --classes 1000 --json", "another model and size, for a machine"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[
            .. bench._model.All, bench._shape.Size, bench._shape.Batch, bench._shape.Classes, bench._rounds, bench._seconds, bench._json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(bench.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (name, input, classes) = (_model.Resolve(parsed), _shape.Input(parsed), parsed.GetValue(_shape.Classes));
        var (rounds, round, json) = (parsed.GetValue(_rounds), TimeSpan.FromSeconds(parsed.GetValue(_seconds)), parsed.GetValue(_json));
        var console = _context.OutputConsole;
        var simd = SimdDispatch.Describe(SimdDispatch.Level);
        if (!json) console.WriteLine($"{name}, {input[0]} pictures of {input[2]}x{input[3]}, {classes} classes; {simd}, {WorkerPool.Threads} threads");
        var ceiling = FmaCeiling.Measure();
        var benchmark = new Benchmark(ModelCatalog.Create(name, classes), input, classes);
        var training = benchmark.MeasureTraining(rounds, round, cancellation);
        var inference = benchmark.MeasureInference(rounds, round, cancellation);
        // Another process in the way makes the ceiling look lower than it is.
        ceiling = Math.Max(ceiling, FmaCeiling.Measure());
        var peak = PeakMemory();
        if (json)
        {
            _context.Output.WriteLine(new JsonObject
            {
                ["model"] = name,
                ["height"] = input[2],
                ["width"] = input[3],
                ["batch"] = input[0],
                ["classes"] = classes,
                ["threads"] = WorkerPool.Threads,
                ["simd"] = simd,
                ["fma_ceiling_gflops"] = ceiling,
                ["training"] = ToJson(training, ceiling),
                ["inference"] = ToJson(inference, ceiling),
                ["peak_memory_bytes"] = peak,
            }.ToJsonString());
            return ExitCode.Success;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in (IEnumerable<string>)["", "images/s", "ms per batch", "GFLOP/s", "share of ceiling"])
            table.AddColumn(new TableColumn(title).RightAligned());
        table.AddRow(Row("training", training, ceiling)).AddRow(Row("inference", inference, ceiling));
        console.Write(table);
        console.WriteLine(Invariant($"ceiling of multiply-adds on registers: {ceiling:0} GFLOP/s"));
        console.WriteLine(Invariant($"peak memory: {peak / 1e6:0} MB"));
        console.WriteLine(CountingRule);
        return ExitCode.Success;
    }

    /// <summary>The most physical memory that this process has ever held, in bytes.</summary>
    static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    static JsonObject ToJson(Speed speed, double ceiling) => new()
    {
        ["images_per_second"] = speed.ImagesPerSecond,
        ["milliseconds"] = speed.Milliseconds,
        ["gflops"] = speed.Gflops,
        ["share"] = speed.Gflops / ceiling,
    };

    static string[] Row(string name, Speed speed, double ceiling) =>
        [name, Invariant($"{speed.ImagesPerSecond:0.0}"), Invariant($"{speed.Milliseconds:0.00}"), Invariant($"{speed.Gflops:0.0}"), Percent.Format(speed.Gflops / ceiling)];

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
