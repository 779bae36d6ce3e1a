using System.Text;
using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.HtmlReport.Charts;

/// <summary>Curves over the epochs of a training.</summary>
sealed record LineChart
{
    const double Width = 440, Height = 270, Left = 58, Right = 428, Top = 12, Bottom = 228;

    // Beyond that the dots would hide the curve.
    const int MostDots = 40;

    public required string Title { get; init; }

    /// <summary>The number of each epoch.</summary>
    public required IReadOnlyList<int> Epochs { get; init; }

    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>A value as text.</summary>
    public required Func<double, string> Format { get; init; }

    /// <summary>The word for an epoch.</summary>
    public required string EpochWord { get; init; }

    /// <summary>The end that the vertical axis does not go beyond.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the vertical axis begins at zero.</summary>
    public bool IsFromZero { get; init; } = true;

    /// <summary>The epoch to mark.</summary>
    public required int Mark { get; init; }

    public XElement Draw()
    {
        var x = new Scale(Epochs[0], Epochs.Count > 1 ? Epochs[^1] : Epochs[0] + 1, Left, Right);
        var y = Scale.Around(Series.SelectMany(series => series.Values), IsFromZero, Most, Bottom, Top);
        return Drawing.Of(Width, Height, Title, Description(), Grid(x, y), Drawing.Line("mark", x[Mark], Top, x[Mark], Bottom), Series.Select(series => Curve(series, x, y)));
    }

    IEnumerable<XElement> Grid(Scale x, Scale y)
    {
        foreach (var tick in y.Ticks())
        {
            yield return Drawing.Line("grid", Left, y[tick], Right, y[tick]);
            yield return Drawing.Text("tick", Left - 6, y[tick] + 4, "end", Format(tick));
        }
        foreach (var tick in x.WholeTicks().Where(tick => tick <= Epochs[^1])) yield return Drawing.Text("tick", x[tick], Bottom + 18, "middle", Tag.Number(tick));
        yield return Drawing.Line("axis", Left, Bottom, Right, Bottom);
        yield return Drawing.Text("tick", (Left + Right) / 2, Height - 5, "middle", EpochWord);
    }

    XElement Curve(Series series, Scale x, Scale y)
    {
        var commands = new StringBuilder();
        var isDrawing = false;
        for (var i = 0; i < Epochs.Count; i++)
        {
            var isKnown = double.IsFinite(series.Values[i]);
            if (isKnown) commands.Append(isDrawing ? 'L' : 'M').Append(Tag.Number(x[Epochs[i]])).Append(' ').Append(Tag.Number(y[series.Values[i]]));
            isDrawing = isKnown;
        }
        var dots = Enumerable.Range(0, Epochs.Count).Where(i => double.IsFinite(series.Values[i]) && Epochs.Count <= MostDots)
            .Select(i => Drawing.Dot("dot", x[Epochs[i]], y[series.Values[i]], 2.6, $"{series.Name}, {EpochWord} {Epochs[i]}: {Format(series.Values[i])}"));
        return Tag.Of($"g.{series.Class}", Drawing.Path("curve", commands.ToString()), dots);
    }

    string Description() => string.Join(" ", Series.Select(series => $"{series.Name}: {Format(series.Values[0])} → {Format(series.Values[^1])}."));
}
