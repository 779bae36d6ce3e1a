using System.CommandLine;
using System.Globalization;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext convert</c>: weights from one file format to another.</summary>
sealed class ConvertCommand
{
    readonly CommandContext _context;
    readonly Argument<string> _input = new("IN") { Description = "A .safetensors, .pth or .pt file" };
    readonly Argument<string> _output = new("OUT") { Description = "The file to write; its extension says the format" };
    readonly Option<string?> _section = new("--section") { Description = "Which state dict of a PyTorch training checkpoint to take, such as model_ema", HelpName = "KEY" };

    ConvertCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var convert = new ConvertCommand(context);
        var command = new DocumentedCommand("convert", "Convert weights between PyTorch's .pth and .safetensors, bit for bit.")
        {
            Examples =
            [
                ("convert resnext50_32x4d-7cdf4587.pth resnext50.safetensors", "a PyTorch file, without running any of its code"),
                ("convert runs/first/best.safetensors best.pth", "for torch.load(\"best.pth\", weights_only=True)"),
                ("convert checkpoint.pth ema.safetensors --section model_ema", "the averaged weights of a training checkpoint"),
            ],
        };
        command.Arguments.Add(convert._input);
        command.Arguments.Add(convert._output);
        command.Options.Add(convert._section);
        command.SetAction((parsed, _) => Task.FromResult(convert.Run(parsed)));
        return command;
    }

    int Run(ParseResult parsed)
    {
        var (input, output) = (parsed.GetRequiredValue(_input), parsed.GetRequiredValue(_output));
        using var file = parsed.GetValue(_section) is { } section ? PyTorchFile.Open(input, section) : TensorFile.Open(input);
        WeightConversion.Convert(file, output);
        var lost = file.Metadata.Count > 0 && !output.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? " Its description stays behind: name the --model when you use the file." : "";
        var bytes = file.Entries.Sum(entry => entry.ByteCount);
        _context.OutputConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {file.Entries.Count:N0} tensors, {bytes / 1e6:0.0} MB.{lost}"));
        return ExitCode.Success;
    }
}
