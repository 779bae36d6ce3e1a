using System.Globalization;
using ResNeXtSharp.Cli.Experiments;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Accuracy against cardinality, which has a logarithmic axis: every seed, the means, and their intervals.</summary>
sealed class CardinalityChart
{
    const int Width = 720;
    const int Height = 460;

    // So that equal accuracies, and a single network, still get an axis.
    const double LeastMargin = 0.005;

    readonly string _title;
    readonly IReadOnlyList<CardinalityResult> _results;

    /// <param name="title">What was trained on what.</param>
    /// <param name="results">The networks that have been trained, at least one.</param>
    public CardinalityChart(string title, IReadOnlyList<CardinalityResult> results)
    {
        ArgumentOutOfRangeException.ThrowIfZero(results.Count);
        (_title, _results) = (title, results);
        InterFontResolver.Use();
    }

    /// <summary>Replaces <c>cardinality.png</c> and <c>cardinality.svg</c> in a folder.</summary>
    public void Save(string folder)
    {
        PngFile.Save(Path.Combine(folder, "cardinality.png"), Width, Height, Draw);
        SvgFile.Save(Path.Combine(folder, "cardinality.svg"), Width, Height, Draw);
    }

    void Draw(SKCanvas canvas)
    {
        var seeds = _results.Max(result => result.Accuracies.Count);
        ChartStyle.Heading(canvas, Width, _title, $"held-out accuracy of {seeds} seed{(seeds == 1 ? "" : "s")}, mean with its 95 % interval");
        ChartStyle.Render(Chart(), canvas, new PixelRect(8, Width - 8, Height - 8, ChartStyle.HeadingHeight));
    }

    Plot Chart()
    {
        var plot = new Plot();
        AddSeeds(plot);
        AddMeans(plot);
        ChartStyle.Apply(plot, "cardinality C, and width d of a branch", "accuracy");
        var values = _results.SelectMany(result => result.Accuracies.Concat(double.IsFinite(result.Low) ? [result.Low, result.High] : [])).ToList();
        var margin = Math.Max(LeastMargin, 0.1 * (values.Max() - values.Min()));
        plot.Axes.SetLimits(-0.4, Math.Log2(FamilyMember.All[^1].Cardinality) + 0.4, values.Min() - margin, values.Max() + margin);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. FamilyMember.All.Select(member => new Tick(X(member), $"{member.Cardinality} x {member.Width}d"))]);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            MinimumTickSpacing = 36,
            LabelFormatter = value => (100 * value).ToString("0.##", CultureInfo.InvariantCulture) + " %",
        };
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    void AddSeeds(Plot plot)
    {
        var points = _results.SelectMany(result => result.Accuracies.Select(accuracy => (X: X(result.Member), Y: accuracy))).ToList();
        var seeds = plot.Add.ScatterPoints(points.Select(point => point.X).ToArray(), points.Select(point => point.Y).ToArray(), Ink.Faint.ForChart());
        (seeds.LegendText, seeds.MarkerSize, seeds.MarkerShape) = ("each seed", 5, MarkerShape.OpenCircle);
    }

    void AddMeans(Plot plot)
    {
        var (xs, means) = (_results.Select(result => X(result.Member)).ToArray(), _results.Select(result => result.Mean).ToArray());
        var line = plot.Add.Scatter(xs, means, Ink.Training.ForChart());
        (line.LegendText, line.LineWidth, line.MarkerSize) = ("mean", 2.5f, 8);
        if (!double.IsFinite(_results[0].Low)) return;
        var bars = plot.Add.ErrorBar(xs, means, [.. _results.Select(result => result.High - result.Mean)]);
        (bars.Color, bars.LineWidth, bars.CapSize) = (Ink.Training.ForChart(), 1.5f, 8);
    }

    static double X(FamilyMember member) => Math.Log2(member.Cardinality);
}
