using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext which</c>: what a weights file holds and which network it belongs to.</summary>
sealed class WhichCommand
{
    readonly CommandContext _context;
    readonly Argument<string> _file = new("FILE") { Description = "A .safetensors, .pth or .pt file" };
    readonly Option<string?> _model = ModelOption.CreateForWeights();
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    WhichCommand(CommandContext context)
    {
        _context = context;
        _model.Description = "Compare with this model, key by key, instead of the one that was recognised";
    }

    public static Command Create(CommandContext context)
    {
        var which = new WhichCommand(context);
        var command = new DocumentedCommand("which", "Tell which network a weights file belongs to, from its keys and shapes alone.")
        {
            Examples =
            [
                ("which resnext50_32x4d-7cdf4587.pth", "geometry, classes, parameters, types, and what to run next"),
                ("which checkpoint.pth --model resnet50", "every key that is missing, unexpected or of another shape"),
                ("which model.safetensors --json", "the same for a machine"),
            ],
        };
        command.Arguments.Add(which._file);
        command.Options.Add(which._model);
        command.Options.Add(which._json);
        command.SetAction((parsed, _) => Task.FromResult(which.Run(parsed)));
        return command;
    }

    int Run(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_file);
        using var file = TensorFile.Open(path);
        var geometry = CheckpointGeometry.Detect(file.Entries);
        var model = parsed.GetValue(_model) ?? WeightsOptions.ModelOf(geometry);
        var report = model is null ? null : ModelWeights.Compare(path, ModelCatalog.Create(model, geometry?.Classes ?? 1000, seed: null));
        if (parsed.GetValue(_json)) _context.Output.WriteLine(ToJson(file, geometry, model, report).ToJsonString());
        else Show(path, file, geometry, model, report);
        return ExitCode.Success;
    }

    void Show(string path, TensorFile file, CheckpointGeometry? geometry, string? model, LoadReport? report)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("value");
        foreach (var (what, value) in Rows(file, geometry)) table.AddRow(new Text(what), new Text(value));
        var console = _context.OutputConsole;
        console.Write(table);
        if (report is { IsExact: false })
        {
            console.WriteLine($"compared with {model}: {report.Missing.Count} missing, {report.Unexpected.Count} unexpected, {report.Misshaped.Count} of another shape");
            _context.Output.WriteLine(string.Join('\n', report.ToString().Split('\n').Select(Printable)));
        }
        console.WriteLine($"next: {Next(path, geometry, model, report)}");
    }

    static IEnumerable<(string What, string Value)> Rows(TensorFile file, CheckpointGeometry? geometry)
    {
        yield return ("format", FormatOf(file));
        yield return ("network", geometry is null ? "no residual network that is known" : $"{geometry.Name ?? "without a name"} ({Describe(geometry.Family)})");
        if (geometry is not null)
        {
            yield return ("blocks", $"{string.Join(", ", geometry.Layers)} of {geometry.ConvolutionsPerBlock} convolutions, cardinality {geometry.Cardinality}, width {geometry.WidthPerGroup}");
            yield return ("stem", geometry.HasDeepStem ? "three 3x3 convolutions" : $"{geometry.Stem}x{geometry.Stem} convolution");
            if (geometry.HasSqueezeExcitation) yield return ("attention", "squeeze and excitation");
            yield return ("classes", geometry.Classes?.ToString(CultureInfo.InvariantCulture) ?? "no classifier");
            yield return ("parameters", Number(geometry.Parameters));
        }
        yield return ("tensors", $"{Number(file.Entries.Count)}: {string.Join(", ", Types(file).Select(type => $"{Number(type.Count)} {type.Name}"))}");
    }

    static string Next(string path, CheckpointGeometry? geometry, string? model, LoadReport? report) => (report, geometry) switch
    {
        ({ IsExact: true }, _) => $"resnext evaluate {path} --model {model}, or resnext convert {path} {Path.ChangeExtension(path, path.EndsWith(".safetensors", StringComparison.Ordinal) ? ".pth" : ".safetensors")}",
        ({ IsExact: false }, _) => "its keys are not this model's: rename them, or name another --model",
        (_, { Family: NetworkFamily.Kuangliu or NetworkFamily.Weiaicunzai }) => "a look-alike: it shares a name with a network of the papers, not the shapes, and no model here takes its weights",
        _ => "no model here takes these weights; resnext summary --help shows those there are",
    };

    static JsonObject ToJson(TensorFile file, CheckpointGeometry? geometry, string? model, LoadReport? report) => new()
    {
        ["file"] = file.Path,
        ["format"] = FormatOf(file),
        ["tensors"] = file.Entries.Count,
        ["types"] = new JsonObject(Types(file).Select(type => KeyValuePair.Create(type.Name, (JsonNode?)type.Count))),
        ["network"] = geometry is null ? null : new JsonObject
        {
            ["family"] = geometry.Family.ToString(),
            ["name"] = geometry.Name,
            ["blocks"] = new JsonArray([.. geometry.Layers.Select(count => JsonValue.Create(count))]),
            ["convolutions_per_block"] = geometry.ConvolutionsPerBlock,
            ["cardinality"] = geometry.Cardinality,
            ["width_per_group"] = geometry.WidthPerGroup,
            ["stem"] = geometry.Stem,
            ["deep_stem"] = geometry.HasDeepStem,
            ["squeeze_excitation"] = geometry.HasSqueezeExcitation,
            ["classes"] = geometry.Classes,
            ["parameters"] = geometry.Parameters,
        },
        ["model"] = model,
        ["loads"] = report?.IsExact,
        ["missing"] = report is null ? null : Keys(report.Missing),
        ["unexpected"] = report is null ? null : Keys(report.Unexpected),
        ["other_shape"] = report is null ? null : Keys(report.Misshaped.Select(each => each.Key)),
    };

    static JsonArray Keys(IEnumerable<string> keys) => new([.. keys.Select(key => JsonValue.Create(key))]);

    static string FormatOf(TensorFile file) => file is PyTorchFile { Section: var section } ? section is null ? "PyTorch" : $"PyTorch checkpoint, its part {Printable(section)}" : "safetensors";

    static IEnumerable<(string Name, int Count)> Types(TensorFile file) =>
        file.Entries.CountBy(entry => entry.DType).OrderByDescending(type => type.Value).Select(type => (type.Key.Name(), type.Value));

    static string Describe(NetworkFamily family) => family switch
    {
        NetworkFamily.TorchVision => "torchvision's, as in the papers",
        NetworkFamily.Timm => "timm's",
        NetworkFamily.PaperCifar => "the ResNeXt paper's for CIFAR",
        NetworkFamily.ResNeXtSharp => "ResNeXtSharp's, for a CPU",
        NetworkFamily.Kuangliu => "kuangliu's look-alike",
        NetworkFamily.Weiaicunzai => "weiaicunzai's look-alike",
        _ => "of no known family",
    };

    // Names come from the file and may hold anything, even what moves a terminal's cursor.
    static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
