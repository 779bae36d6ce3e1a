using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>More branches at the same cost: table 2 of Xie et al. 2017, computed.</summary>
sealed class CardinalityExplanation : IExplanation
{
    // The maps of ResNet's second stage for pictures of 224x224.
    const int Side = 56;

    /// <summary>The numbers of branches that are compared.</summary>
    public static IReadOnlyList<int> Cardinalities { get; } = [1, 2, 4, 8, 16, 32];

    public static IReadOnlyList<BlockTemplate> Family { get; } = [.. Cardinalities.Select(cardinality => BlockTemplate.OfConstantComplexity(cardinality))];

    public string Title => "Cardinality at constant complexity";

    public void Tell(IAnsiConsole console)
    {
        console.WriteLine("A block may have more branches (cardinality C) if each gets narrower (width d), at the same number of weights and multiply-adds.");
        console.WriteLine($"d is the root of 9 d^2 + 512 d = 69,632 / C, rounded: {BlockTemplate.PaperChannels} channels in and out, 69,632 weights in ResNet's block.");
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in (IEnumerable<string>)["cardinality C", "width of a branch d", "width of all C x d", "weights", $"mult-adds, {Side}x{Side}"])
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var block in Family)
            table.AddRow($"{block.Cardinality}", $"{block.Width}", $"{block.GroupedWidth}", Words.Count(block.Parameters), Words.Millions(block.MultAdds(Side * Side)));
        console.Write(table);
        console.WriteLine("C = 1 is ResNet-50's block, C = 32 is ResNeXt-50's (32x4d). The channels between the 1x1 convolutions double, the cost stays.");
        console.WriteLine("The paper's claim: at the same cost, more branches classify better. resnext models lists what each network costs.");
    }

    public XElement Draw()
    {
        const double Left = 150, Top = 100, Row = 48, Scale = 2.4;
        var most = Family.Max(block => block.Parameters);
        return Sketch.Picture(
            760,
            Top + Row * Family.Count + 30,
            Title,
            Sketch.Text(Left, 74, "channels between the 1x1 convolutions, one colour a branch", "faint"),
            Sketch.Text(560, 74, "weights of the block", "faint"),
            Family.Select((block, i) => Branches(block, Left, Top + Row * i, Scale)),
            Family.Select((block, i) => Sketch.Text(Left - 14, Top + Row * i + 19, $"C = {block.Cardinality}, d = {block.Width}", anchor: "end")),
            Family.Select((block, i) => Sketch.Box(560, Top + Row * i + 6, 110.0 * block.Parameters / most, 16, "#6b7280")),
            Family.Select((block, i) => Sketch.Text(682, Top + Row * i + 19, Words.Count(block.Parameters), "faint")));
    }

    static IEnumerable<XElement> Branches(BlockTemplate block, double left, double top, double scale) => Enumerable.Range(0, block.Cardinality)
        .Select(branch => Sketch.Box(left + branch * block.Width * scale, top, block.Width * scale - 1, 28, Sketch.Hue(branch)));
}
