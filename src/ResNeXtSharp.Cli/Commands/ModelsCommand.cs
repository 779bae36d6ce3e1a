using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Models;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext models</c>: the models that have names, and what they cost.</summary>
static class ModelsCommand
{
    /// <summary>Columns of a terminal in which the whole table fits.</summary>
    const int WideTable = 120;

    public static Command Create(CommandContext context)
    {
        var json = JsonOption.Create("One JSON object on the output");
        var command = new DocumentedCommand("models", "List the models: parameters, multiply-adds, published accuracy.")
        {
            Examples =
            [
                ("models", "every model that has a name"),
                ("models --json", "the same for a machine"),
            ],
        };
        command.Options.Add(json);
        command.SetAction((parsed, _) => Task.FromResult(Run(context, parsed.GetValue(json))));
        return command;
    }

    static int Run(CommandContext context, bool json)
    {
        if (json)
        {
            context.Output.WriteLine(new JsonObject { ["models"] = new JsonArray([.. ModelCatalog.Entries.Select(ToJson)]) }.ToJsonString());
            return ExitCode.Success;
        }
        // Names and numbers are whole or useless: where the columns do not fit, the last two are left out.
        var isWide = context.OutputConsole.Profile.Width >= WideTable;
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("model").NoWrap());
        foreach (var title in (IEnumerable<string>)["parameters", "mult-adds", "pictures", "top-1 %"]) table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        if (isWide) table.AddColumn(new TableColumn("classes").RightAligned().NoWrap()).AddColumn("published by");
        foreach (var entry in ModelCatalog.Entries)
        {
            Text[] cells =
            [
                new(entry.Name), Cell($"{entry.Size.Parameters:N0}"), Cell($"{entry.Size.MultAdds / 1e6:N0} M"), Cell($"{entry.ImageSize}x{entry.ImageSize}"),
                Cell($"{entry.Accuracy?.Top1:0.00}"), Cell($"{entry.Classes}"), new(entry.Accuracy is { } accuracy ? $"{accuracy.Source}, {accuracy.DataSet}" : ""),
            ];
            table.AddRow(cells[..table.Columns.Count]);
        }
        context.OutputConsole.Write(table);
        if (!isWide) context.OutputConsole.WriteLine($"A terminal of {WideTable} columns shows classes and who published the accuracy.");
        context.OutputConsole.WriteLine($"Any other ResNeXt: resnext<depth>_<cardinality>x<width>d, or --depth, --cardinality, --width. Depth is {ModelCatalog.Depths}.");
        context.OutputConsole.WriteLine("mult-adds: multiply-adds of convolutions and the classifier for one picture, zeros of the padding included.");
        return ExitCode.Success;
    }

    static Text Cell(FormattableString text) => new Text(text.ToString(CultureInfo.InvariantCulture)).RightJustified();

    static JsonObject ToJson(ModelEntry entry) => new()
    {
        ["name"] = entry.Name,
        ["parameters"] = entry.Size.Parameters,
        ["mult_adds"] = entry.Size.MultAdds,
        ["image_size"] = entry.ImageSize,
        ["classes"] = entry.Classes,
        ["cardinality"] = entry.Geometry.Groups,
        ["width_per_group"] = entry.Geometry.WidthPerGroup,
        ["accuracy"] = entry.Accuracy is not { } accuracy ? null : new JsonObject
        {
            ["top1"] = accuracy.Top1,
            ["top5"] = accuracy.Top5,
            ["data_set"] = accuracy.DataSet,
            ["source"] = accuracy.Source,
        },
    };
}
