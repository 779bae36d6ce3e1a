using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext summary</c>: the layers of a model, their shapes, parameters and work.</summary>
sealed class SummaryCommand
{
    readonly CommandContext _context;
    readonly ModelOptions _model = new(depthName: "--network-depth"); // --depth looks into parts, as torchinfo's does
    readonly Option<string?> _weights = new("--weights", "-w") { Description = "Show the model of this file, in the size of its pictures", HelpName = "FILE" };
    readonly ShapeOptions _shape = new(defaultBatch: 1);
    readonly Option<SummaryColumn[]> _columns = ColumnsOption.Create();
    readonly Option<int> _depth = new Option<int>("--depth")
    {
        Description = "How deep to look into parts of parts",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    }.AtLeast(0);

    readonly Option<bool> _ascii = new("--ascii") { Description = "Draw the tree with + and | alone" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object with all layers on the output");

    SummaryCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var summary = new SummaryCommand(context);
        var command = new DocumentedCommand("summary", "Show the layers of a model, their shapes and parameters, as torchinfo does.")
        {
            Examples =
            [
                ("summary --batch 32", "ResNeXt-50 for ten classes on 32 pictures of 32x32"),
                ("summary --size 224 --classes 1000 --depth 4 --columns input_size output_size num_params kernel_size mult_adds", "the ImageNet model in every detail"),
                ("summary --model resnet18 --depth 1 --json", "another model, for a machine"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[
            .. summary._model.All, summary._weights, summary._shape.Size, summary._shape.Batch, summary._shape.Classes,
            summary._depth, summary._columns, summary._ascii, summary._json])
            command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(summary.Run(parsed)));
        return command;
    }

    int Run(ParseResult parsed)
    {
        var (model, input) = Choose(parsed);
        var options = new SummaryOptions { Depth = parsed.GetValue(_depth), Ascii = parsed.GetValue(_ascii) };
        var summary = Summary.Of(model, input, parsed.GetValue(_columns) is { Length: > 0 } columns ? options with { Columns = columns } : options);
        _context.Output.WriteLine(parsed.GetValue(_json) ? ToJson(summary, input).ToJsonString() : summary.ToString());
        return ExitCode.Success;
    }

    (Module Model, Shape Input) Choose(ParseResult parsed)
    {
        var path = parsed.GetValue(_weights);
        if (path is null || _model.IsGiven(parsed))
        {
            var named = ModelCatalog.Create(_model.Resolve(parsed), parsed.GetValue(_shape.Classes), seed: null);
            if (path is not null) ModelWeights.Load(path, named);
            return (named, _shape.Input(parsed));
        }
        if (IsGiven(parsed, _shape.Classes)) throw new UsageException("The file knows its model's classes: leave --classes out, or name the --model too.");
        var (model, description) = ModelWeights.Open(path);
        return (model, IsGiven(parsed, _shape.Size) ? _shape.Input(parsed) : _shape.Input(parsed, new PictureSize(description.ImageSize, description.ImageSize)));
    }

    static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    static JsonObject ToJson(Summary summary, Shape input) => new()
    {
        ["model"] = summary.Rows[0].Kind,
        ["input_size"] = ToJson(input),
        ["parameters"] = summary.ParameterCount,
        ["trainable_parameters"] = summary.TrainableCount,
        ["mult_adds"] = summary.MultAdds,
        ["input_bytes"] = summary.InputBytes,
        ["forward_backward_bytes"] = summary.ForwardBackwardBytes,
        ["parameter_bytes"] = summary.ParameterBytes,
        ["total_bytes"] = summary.TotalBytes,
        ["layers"] = new JsonArray([.. summary.Rows.Select(ToJson)]),
    };

    static JsonObject ToJson(SummaryRow row) => new()
    {
        ["kind"] = row.Kind,
        ["depth"] = row.Depth,
        ["index"] = row.Index,
        ["input_size"] = ToJson(row.InputShape),
        ["output_size"] = ToJson(row.OutputShape),
        ["parameters"] = row.ParameterCount,
        ["trainable_parameters"] = row.TrainableCount,
        ["recursive"] = row.IsRecursive,
        ["kernel_size"] = row.KernelSize,
        ["groups"] = row.Groups,
        ["mult_adds"] = row.MultAdds,
    };

    static JsonArray ToJson(Shape shape) => new([.. shape.Select(size => JsonValue.Create(size))]);
}
