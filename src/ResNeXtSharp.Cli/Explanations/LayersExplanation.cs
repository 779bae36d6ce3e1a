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
            row.Kind, row.Kind == nameof(Sequential) && stages.MoveNext() ? stages.Current : null, row.OutputShape, row.ParameterCount))];
    }

    /// <summary>A part of the network, with its blocks if it is a stage, the shape behind it and its parameters.</summary>
    public sealed record Step(string Kind, Sequential? Stage, Shape Output, long Parameters)
    {
        /// <summary>What the part consists of.</summary>
        public string Part(Words words) => Stage is null ? Kind : Describe(Stage, words);
    }

    public IReadOnlyList<Step> Steps { get; }

    public string Title(Words words) => words[$"{_model}, pictures of {_input[2]}x{_input[3]}", $"{_model}、{_input[2]}x{_input[3]}の画像"];

    public void Tell(IAnsiConsole console, Words words)
    {
        console.WriteLine(Title(words));
        var table = new Table().Border(TableBorder.Rounded).AddColumn(words["part", "部分"]);
        foreach (var title in (IEnumerable<string>)[words["channels", "チャネル"], words["map", "マップ"], words["parameters", "パラメータ"]]) table.AddColumn(new TableColumn(title).RightAligned());
        table.AddRow(words["picture", "画像"], "3", $"{_input[2]}x{_input[3]}", "");
        foreach (var step in Steps) table.AddRow(step.Part(words), $"{step.Output[1]}", Map(step.Output), step.Parameters == 0 ? "" : Words.Count(step.Parameters));
        console.Write(table);
        console.WriteProse(words["Whenever the map halves, the channels double. resnext summary shows every layer.", "マップが半分になるたびに、チャネルは2倍になります。すべての層は resnext summary で見られます。"]);
    }

    public XElement Draw(Words words)
    {
        const double Top = 80, Row = 46, Left = 330, Scale = 0.16;
        return Sketch.Picture(
            860,
            Top + Row * Steps.Count + 30,
            Title(words),
            Steps.Select((step, i) => Sketch.Text(24, Top + Row * i + 20, step.Part(words))),
            Steps.Select((step, i) => Sketch.Box(Left, Top + Row * i, Math.Max(3, step.Output[1] * Scale), 28, Sketch.Hue(0))),
            Steps.Select((step, i) => Sketch.Text(Left + Math.Max(3, step.Output[1] * Scale) + 10, Top + Row * i + 20, step.Output.Rank == 4 ? $"{step.Output[1]} x {Map(step.Output)}" : $"{step.Output[1]}", "faint")));
    }

    static string Map(Shape shape) => shape.Rank == 4 ? string.Create(CultureInfo.InvariantCulture, $"{shape[2]}x{shape[3]}") : "-";

    static string Describe(Sequential stage, Words words) => stage[0] switch
    {
        Bottleneck block => words[$"{stage.Count} blocks, {Branches(block.Conv2)}", $"{stage.Count}ブロック、{Branches(block.Conv2)}"],
        SqueezeExciteBottleneck block => words[$"{stage.Count} SE blocks, {Branches(block.Conv2)}", $"SEブロック{stage.Count}個、{Branches(block.Conv2)}"],
        _ => words[$"{stage.Count} basic blocks", $"基本ブロック{stage.Count}個"],
    };

    static string Branches(Conv2d convolution) => $"{convolution.Groups}x{convolution.OutChannels / convolution.Groups}d";
}
