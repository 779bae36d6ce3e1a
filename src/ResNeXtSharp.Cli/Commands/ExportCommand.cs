using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Onnx;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext export</c>: writes trained weights as an ONNX file, reads it back and compares.</summary>
sealed class ExportCommand
{
    /// <summary>How far the logits of the file may be from the model's, as a share of the largest.</summary>
    const double Tolerance = 1e-4;

    readonly CommandContext _context;
    readonly WeightsOptions _weights = new();
    readonly DataOptions _data = new("what the weights were trained on");
    readonly Option<string> _output = new("--output", "-o") { Description = "The file to write", HelpName = "FILE", DefaultValueFactory = _ => "model.onnx" };
    readonly Option<bool> _keepBatchNorm = new("--keep-batchnorm") { Description = "Keep batch norms as operations of their own instead of folding them into convolutions" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    ExportCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var export = new ExportCommand(context);
        var command = new DocumentedCommand("export", "Write trained weights as an ONNX file, read it back and compare the two.")
        {
            Examples =
            [
                ("export runs/first/best.safetensors -o model.onnx", "for ONNX Runtime and others; any number and size of pictures"),
                ("export runs/first/best.safetensors -o model.onnx --keep-batchnorm --json", "with batch norms as they were trained, for a script"),
            ],
        };
        command.Arguments.Add(export._weights.File);
        foreach (var option in (IEnumerable<Option>)[export._weights.Model, export._data.Place, export._output, export._keepBatchNorm, export._json]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(export.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        var loaded = _weights.Open(parsed, () => _data.Resolve(parsed, _context, json, () => _weights.TrainingPlace(parsed), cancellation));
        var output = parsed.GetRequiredValue(_output);
        OnnxFile.Save(output, loaded.Model, loaded.Description, parsed.GetValue(_keepBatchNorm));
        var network = OnnxFile.Open(output);
        var (difference, largest) = Compare(loaded, network);
        if (!(difference <= Tolerance * Math.Max(1, largest)))
            throw new InvalidOperationException(Invariant($"{output} gives other logits than the weights: they differ by {difference:0.0e+0} where the largest is {largest:0.000}. Report this."));
        var bytes = new FileInfo(output).Length;
        if (json)
        {
            _context.Output.WriteLine(new JsonObject
            {
                ["output"] = output,
                ["bytes"] = bytes,
                ["nodes"] = network.NodeCount,
                ["opset"] = OnnxFile.OpsetVersion,
                ["largest_difference"] = difference,
                ["largest_logit"] = largest,
            }.ToJsonString());
            return ExitCode.Success;
        }
        _context.OutputConsole.WriteLine(Invariant($"{output}: {loaded.Description.Model}, {network.NodeCount} operations of ONNX opset {OnnxFile.OpsetVersion}, {bytes / 1e6:0.0} MB"));
        _context.OutputConsole.WriteLine(Invariant($"read back: logits differ by {difference:0.0e+0} at most, where the largest is {largest:0.000}"));
        return ExitCode.Success;
    }

    /// <summary>The largest difference of the two networks' logits for two random pictures, and the largest logit.</summary>
    static (double Difference, double Largest) Compare(Classifier loaded, OnnxNetwork network)
    {
        const int Pictures = 2, Channels = 3;
        var size = loaded.Description.ImageSize;
        var pixels = new float[Pictures * Channels * size * size];
        new CounterRandom(0, RandomPurpose.Synthetic).FillGaussian(pixels, 0f, 1f);
        using (Autograd.NoGrad())
        {
            var input = Tensor.FromArray(pixels, [Pictures, Channels, size, size]);
            var (expected, actual) = (loaded.Model.Forward(input).ToArray(), network.Forward(input).ToArray());
            return (Largest(expected.Zip(actual, (a, b) => (double)a - b)), Largest(expected.Select(value => (double)value)));
        }
    }

    // What is no number counts as larger than all.
    static double Largest(IEnumerable<double> values) => values.Aggregate(0.0, (largest, value) => Math.Max(largest, Math.Abs(value)));

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
