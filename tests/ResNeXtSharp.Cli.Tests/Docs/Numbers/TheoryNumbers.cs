using ResNeXtSharp.Models;
using static ResNeXtSharp.Cli.Tests.Docs.Numbers.Figure;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>theory.md and implementation.md: what the blocks cost.</summary>
static class TheoryNumbers
{
    public static IEnumerable<Statement> All()
    {
        var block = BlockTemplate.OfConstantComplexity(32);
        var grouped = new ConvolutionCost(block.GroupedWidth, block.GroupedWidth, Kernel: 3, block.Cardinality);
        var plain = grouped with { Groups = 1 };
        string channels = $"{block.GroupedWidth}", product = $"3 x 3 x {channels} x {channels} = {Count(plain.Parameters)}", times = $"{plain.Parameters / grouped.Parameters}";
        var residual = BlockTemplate.OfConstantComplexity(1);

        yield return new($"{channels} channels in, {channels} out, 3x3, and only {Count(grouped.Parameters)} weights", $"入力{channels}チャネル、出力{channels}チャネル、3x3で、重みは{Count(grouped.Parameters)}個しか");
        yield return new($"would have {product}, which is {times} times as many", $"{product}個で、{times}倍です");
        yield return new(
            $"`C = {residual.Cardinality}` and `d = {residual.Width}`, has {Count(residual.Parameters)}",
            $"`C = {residual.Cardinality}`、`d = {residual.Width}` では{Count(residual.Parameters)}個");
    }

    public static IEnumerable<Statement> OfImplementation()
    {
        var entry = ModelCatalog.Entries.Single(entry => entry.Name == "resnext50_32x4d");
        yield return new(
            $"random weights, {Count(entry.Classes)} classes, {entry.Geometry.Groups} branches of {entry.Geometry.WidthPerGroup} channels",
            $"クラスは{Count(entry.Classes)}、最初のステージの各ブロックは{entry.Geometry.WidthPerGroup}チャネルの枝{entry.Geometry.Groups}本");
    }
}
