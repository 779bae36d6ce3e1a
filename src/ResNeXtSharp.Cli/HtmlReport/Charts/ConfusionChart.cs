using System.Text;
using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport.Charts;

/// <summary>A confusion matrix: a row for each true class, coloured by the share of its pictures that each class was given to.</summary>
/// <param name="Confusion">The counts.</param>
/// <param name="Names">The classes.</param>
/// <param name="Words">The language.</param>
sealed record ConfusionChart(ConfusionMatrix Confusion, IReadOnlyList<string> Names, Words Words)
{
    const int Levels = 8;
    const int MostNumbers = 20;
    const int MostNames = 60;
    const int LongestName = 14;
    const double Side = 560;

    int Classes => Math.Min(Names.Count, Confusion.Classes);

    double Cell => Math.Min(44, Side / Classes);

    bool ShowsNames => Classes <= MostNames;

    double NameSize => Math.Clamp(Cell * 0.75, 7, 13);

    // A letter is a little more than half as wide as it is high.
    double Margin => 26 + (ShowsNames ? Names.Max(name => Shorten(name).Length) * NameSize * 0.6 : 0);

    public XElement Draw()
    {
        var (left, top, side) = (Margin, Margin * 0.85 + 8, Cell * Classes);
        return Drawing.Of(
            left + side + (ShowsNames ? NameSize * 2 : 2),
            top + side + 2,
            Words["Confusion matrix", "混同行列"],
            Words[$"{Words.Count(Confusion.Correct)} of {Words.Count(Confusion.Total)} pictures lie on the diagonal.", $"{Words.Count(Confusion.Total)} 枚のうち {Words.Count(Confusion.Correct)} 枚が対角線上にある。"],
            Drawing.Rectangle("plate", left, top, side, side),
            Cells(left, top),
            ShowsNames ? Labels(left, top) : null,
            Classes <= MostNumbers ? Numbers(left, top) : null,
            AxisTitles(left, top, side));
    }

    /// <summary>One path for each colour, however many cells have it: a thousand classes stay a small drawing.</summary>
    IEnumerable<XElement> Cells(double left, double top)
    {
        var paths = new Dictionary<string, StringBuilder>();
        for (var label = 0; label < Classes; label++)
        {
            var count = Confusion.CountOf(label);
            for (var predicted = 0; predicted < Classes; predicted++)
            {
                if (Confusion[label, predicted] == 0) continue;
                var key = (label == predicted ? "right" : "wrong") + Level(label, predicted, count);
                if (!paths.TryGetValue(key, out var path)) paths[key] = path = new StringBuilder();
                path.Append('M').Append(Tag.Number(left + predicted * Cell)).Append(' ').Append(Tag.Number(top + label * Cell))
                    .Append('h').Append(Tag.Number(Cell)).Append('v').Append(Tag.Number(Cell)).Append('h').Append(Tag.Number(-Cell)).Append('z');
            }
        }
        return paths.OrderBy(path => path.Key, StringComparer.Ordinal).Select(path =>
            Tag.Of($"path.{path.Key[..^1]}", Tag.Attribute("d", path.Value.ToString()), Tag.Attribute("fill-opacity", Opacity(path.Key[^1] - '0'))));
    }

    // Errors are rare where a model is good: a root shows them, and the largest is as dark as a class that is always right.
    int Level(int label, int predicted, long count)
    {
        var share = (double)Confusion[label, predicted] / count;
        return Math.Clamp((int)Math.Ceiling(Levels * (label == predicted ? share : Math.Sqrt(share))), 1, Levels);
    }

    static double Opacity(int level) => 0.1 + 0.9 * level / Levels;

    IEnumerable<XElement> Labels(double left, double top)
    {
        for (var i = 0; i < Classes; i++)
        {
            var middle = (i + 0.5) * Cell;
            var size = Tag.Attribute("font-size", NameSize);
            yield return Drawing.Text("name", left - 5, top + middle + NameSize * 0.35, "end", Shorten(Names[i]), size, Tag.Of("title", Names[i]));
            var (x, y) = (left + middle + NameSize * 0.35, top - 5);
            yield return Drawing.Text("name", x, y, "start", Shorten(Names[i]), size, Drawing.Turned(60, x, y), Tag.Of("title", Names[i]));
        }
    }

    IEnumerable<XElement> Numbers(double left, double top)
    {
        for (var label = 0; label < Classes; label++)
        {
            for (var predicted = 0; predicted < Classes; predicted++)
            {
                if (Confusion[label, predicted] is not (> 0 and var count)) continue;
                var isDark = Level(label, predicted, Confusion.CountOf(label)) > Levels / 2;
                yield return Drawing.Text(
                    isDark ? "count.onDark" : "count",
                    left + (predicted + 0.5) * Cell,
                    top + (label + 0.5) * Cell + Cell * 0.12,
                    "middle",
                    Tag.Number(count),
                    Tag.Attribute("font-size", Cell * (count > 9999 ? 0.26 : 0.34)),
                    Tag.Of("title", Words[$"{Names[label]} taken for {Names[predicted]}: {count}", $"{Names[label]} を {Names[predicted]} と判断: {count}"]));
            }
        }
    }

    IEnumerable<XElement> AxisTitles(double left, double top, double side)
    {
        yield return Drawing.Text("tick", left + side / 2, 13, "middle", Words["taken for →", "予測 →"]);
        yield return Drawing.Text("tick", 13, top + side / 2, "middle", Words["← true class", "← 正解"], Drawing.Turned(90, 13, top + side / 2));
    }

    static string Shorten(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
