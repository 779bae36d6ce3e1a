using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>The three ways to draw a block: figure 3 of Xie et al. 2017. Of the branches the first two and the last are drawn.</summary>
static class BlockSketch
{
    const double Top = 86, BoxHeight = 34, Pitch = 62, BranchWidth = 78, BranchPitch = 92;

    /// <summary>One form.</summary>
    /// <param name="words">The language.</param>
    /// <param name="letter">a, b or c.</param>
    /// <param name="left">Where the panel begins.</param>
    /// <param name="panelWidth">How wide it is.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="width">Channels of a branch.</param>
    /// <param name="cardinality">Branches.</param>
    public static IEnumerable<XElement> Panel(Words words, string letter, double left, double panelWidth, int channels, int width, int cardinality)
    {
        var middle = left + panelWidth / 2;
        yield return Sketch.Text(left + 4, Top - 14, $"({letter})");
        var merged = letter switch
        {
            "a" => [],
            "b" => new[] { $"{cardinality * width}, 1x1, {channels}" },
            _ => [$"{channels}, 1x1, {cardinality * width}", $"{cardinality * width}, 3x3, {cardinality * width}, {words[$"{cardinality} groups", $"{cardinality}グループ"]}", $"{cardinality * width}, 1x1, {channels}"],
        };
        var branch = letter switch
        {
            "a" => new[] { $"{channels}, 1x1, {width}", $"{width}, 3x3, {width}", $"{width}, 1x1, {channels}" },
            "b" => [$"{channels}, 1x1, {width}", $"{width}, 3x3, {width}"],
            _ => [],
        };
        for (var i = 0; i < 3 && branch.Length > 0; i++)
        {
            var x = middle + (i - 1) * BranchPitch - BranchWidth / 2;
            foreach (var element in Stack(branch, x, BranchWidth, 0, i)) yield return element;
        }
        if (branch.Length > 0) yield return Sketch.Text(middle + BranchPitch / 2, Top + 20, "...", "faint", "middle");
        foreach (var element in Stack(merged, middle - 100, 200, branch.Length, 5)) yield return element;
        var end = Top + Pitch * 3 + 14;
        yield return Sketch.Text(middle, end, Merged(), "faint", "middle");

        string Merged() => letter switch
        {
            "a" => words[$"sum of {cardinality} branches, + input", $"{cardinality}本の枝の和 + 入力"],
            "b" => words[$"{cardinality} branches side by side, + input", $"横に並べた{cardinality}本の枝 + 入力"],
            _ => words["+ input", "+ 入力"],
        };
    }

    static IEnumerable<XElement> Stack(string[] texts, double x, double width, int level, int hue)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            var y = Top + Pitch * (level + i);
            yield return Sketch.Box(x, y, width, BoxHeight, Sketch.Hue(hue));
            yield return Sketch.Text(x + width / 2, y + 21, texts[i], "inside.small", "middle");
            if (level + i < 2) yield return Sketch.Line(x + width / 2, y + BoxHeight + 4, x + width / 2, y + Pitch - 4, "#9ca3af", 2);
        }
    }
}
