using System.Globalization;
using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>The shapes of a picture on its way through a model, as in table 1 of Xie et al. 2017.</summary>
sealed class LayersExplanation : IExplanation
{
    readonly string _model;
    readonly Shape _input;

    public LayersExplanation(string model, int imageSize, int classes)
    {
        (_model, _input) = (model, [1, 3, imageSize, imageSize]);
        var network = ModelCatalog.Create(model, classes, seed: null);
        var stages = network.Stages.GetEnumerator();
        Steps = [.. Summary.Of(network, _input, new SummaryOptions { Depth = 1 }).Rows.Where(row => row.Depth == 1 && row.Kind is not (nameof(BatchNorm2d) or nameof(ReLU))).Select(row => new Step(
            row.Kind == nameof(Sequential) && stages.MoveNext() ? Describe(stages.Current) : row.Kind, row.OutputShape, row.ParameterCount))];
    }

    /// <summary>A part of the network, the shape behind it and its parameters.</summary>
    public sealed record Step(string Part, Shape Output, long Parameters);

    public IReadOnlyList<Step> Steps { get; }

    public string Title => $"{_model}, pictures of {_input[2]}x{_input[3]}";

    public void Tell(IAnsiConsole console)
    {
        console.WriteLine(Title);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("part");
        foreach (var title in (IEnumerable<string>)["channels", "map", "parameters"]) table.AddColumn(new TableColumn(title).RightAligned());
        table.AddRow("picture", "3", $"{_input[2]}x{_input[3]}", "");
        foreach (var step in Steps) table.AddRow(step.Part, $"{step.Output[1]}", Map(step.Output), step.Parameters == 0 ? "" : Words.Count(step.Parameters));
        console.Write(table);
        console.WriteLine("Whenever the map halves, the channels double. resnext summary shows every layer.");
    }

    public XElement Draw()
    {
        const double Top = 80, Row = 46, Left = 330, Scale = 0.16;
        return Sketch.Picture(
            860,
            Top + Row * Steps.Count + 30,
            Title,
            Steps.Select((step, i) => Sketch.Text(24, Top + Row * i + 20, step.Part)),
            Steps.Select((step, i) => Sketch.Box(Left, Top + Row * i, Math.Max(3, step.Output[1] * Scale), 28, Sketch.Hue(0))),
            Steps.Select((step, i) => Sketch.Text(Left + Math.Max(3, step.Output[1] * Scale) + 10, Top + Row * i + 20, step.Output.Rank == 4 ? $"{step.Output[1]} x {Map(step.Output)}" : $"{step.Output[1]}", "faint")));
    }

    static string Map(Shape shape) => shape.Rank == 4 ? string.Create(CultureInfo.InvariantCulture, $"{shape[2]}x{shape[3]}") : "-";

    static string Describe(Sequential stage) => stage[0] switch
    {
        Bottleneck block => $"{stage.Count} blocks, {block.Conv2.Groups}x{block.Conv2.OutChannels / block.Conv2.Groups}d",
        SqueezeExciteBottleneck block => $"{stage.Count} SE blocks, {block.Conv2.Groups}x{block.Conv2.OutChannels / block.Conv2.Groups}d",
        _ => $"{stage.Count} basic blocks",
    };
}
