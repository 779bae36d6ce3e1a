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

    public string Title(Words words) => words["Cardinality at constant complexity", "計算量を一定に保ったカーディナリティ"];

    public void Tell(IAnsiConsole console, Words words)
    {
        var cost = Words.Count(Family[0].Parameters);
        console.WriteProse(words[
            "A block may have more branches (cardinality C) if each gets narrower (width d), at the same number of weights and multiply-adds.",
            "枝を細くすれば(幅 d)、重みと積和演算の数を変えずに枝の数(カーディナリティ C)を増やせます。"]);
        console.WriteProse(words[
            $"d is the root of 9 d^2 + 512 d = {cost} / C, rounded: {BlockTemplate.PaperChannels} channels in and out, {cost} weights in ResNet's block.",
            $"d は 9 d^2 + 512 d = {cost} / C の根を丸めたものです。入出力は{BlockTemplate.PaperChannels}チャネル、ResNetのブロックの重みは{cost}個です。"]);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in (IEnumerable<string>)
        [
            words["cardinality C", "カーディナリティ C"], words["width of a branch d", "枝の幅 d"], words["width of all C x d", "全体の幅 C x d"], words["weights", "重み"],
            words[$"mult-adds, {Side}x{Side}", $"積和演算、{Side}x{Side}"],
        ]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var block in Family)
            table.AddRow($"{block.Cardinality}", $"{block.Width}", $"{block.GroupedWidth}", Words.Count(block.Parameters), Words.Millions(block.MultAdds(Side * Side)));
        console.Write(table);
        console.WriteProse(words[
            "C = 1 is ResNet-50's block, C = 32 is ResNeXt-50's (32x4d). The channels between the 1x1 convolutions double, the cost stays.",
            "C = 1 はResNet-50のブロック、C = 32 はResNeXt-50のブロック(32x4d)です。1x1畳み込みの間のチャネルは2倍になり、コストは変わりません。"]);
        console.WriteProse(words[
            "The paper's claim: at the same cost, more branches classify better. resnext models lists what each network costs.",
            "論文の主張は「同じコストなら枝が多いほど正しく分類できる」です。各ネットワークのコストは resnext models で分かります。"]);
    }

    public XElement Draw(Words words)
    {
        const double Left = 150, Top = 100, Row = 48, Scale = 2.4;
        var most = Family.Max(block => block.Parameters);
        return Sketch.Picture(
            760,
            Top + Row * Family.Count + 30,
            Title(words),
            Sketch.Text(Left, 74, words["channels between the 1x1 convolutions, one colour a branch", "1x1畳み込みの間のチャネル(色は枝ごと)"], "faint"),
            Sketch.Text(560, 74, words["weights of the block", "ブロックの重み"], "faint"),
            Family.Select((block, i) => Branches(block, Left, Top + Row * i, Scale)),
            Family.Select((block, i) => Sketch.Text(Left - 14, Top + Row * i + 19, $"C = {block.Cardinality}, d = {block.Width}", anchor: "end")),
            Family.Select((block, i) => Sketch.Box(560, Top + Row * i + 6, 110.0 * block.Parameters / most, 16, "#6b7280")),
            Family.Select((block, i) => Sketch.Text(682, Top + Row * i + 19, Words.Count(block.Parameters), "faint")));
    }

    static IEnumerable<XElement> Branches(BlockTemplate block, double left, double top, double scale) => Enumerable.Range(0, block.Cardinality)
        .Select(branch => Sketch.Box(left + branch * block.Width * scale, top, block.Width * scale - 1, 28, Sketch.Hue(branch)));
}
