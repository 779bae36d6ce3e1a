using System.Globalization;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Training;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>The loss over a rising learning rate, which has a logarithmic axis; the suggestion is marked.</summary>
sealed class LearningRateChart
{
    const int Width = 720;
    const int Height = 460;

    readonly string _title;
    readonly LearningRateCurve _curve;

    public LearningRateChart(string title, LearningRateCurve curve)
    {
        (_title, _curve) = (title, curve);
        InterFontResolver.Use();
    }

    /// <summary>Replaces a file.</summary>
    public void Save(string path) => PngFile.Save(path, Width, Height, Draw);

    void Draw(SKCanvas canvas)
    {
        ChartStyle.Heading(canvas, Width, _title, Verdict());
        ChartStyle.Render(Chart(), canvas, new PixelRect(8, Width - 8, Height - 8, ChartStyle.HeadingHeight));
    }

    string Verdict() => _curve.Suggestion is { } suggestion
        ? $"suggestion {LearningRateTable.Rate(suggestion)}, a tenth of the rate with the lowest loss; steepest descent at {LearningRateTable.Rate(_curve.Steepest!.Value.LearningRate)}"
        : "the loss never fell in this range";

    Plot Chart()
    {
        var plot = new Plot();
        AddLine(plot, "each step", point => point.Loss, Ink.Faint, width: 0.8f);
        AddLine(plot, "smoothed", point => point.SmoothedLoss, Ink.Training, width: 2.5f);
        if (_curve.Suggestion is { } suggestion)
        {
            Mark(plot, "lowest loss", _curve.Minimum, Ink.Faint);
            Mark(plot, "steepest descent", _curve.Steepest!.Value, Ink.Right);
            var line = plot.Add.VerticalLine(Math.Log10(suggestion), 2, Ink.Validation.ForChart(), LinePattern.Dashed);
            line.LegendText = "suggestion";
        }
        ChartStyle.Apply(plot, "learning rate", "loss");
        var (first, last) = (X(_curve.Points[0]), X(_curve.Points[^1]));
        var margin = Math.Max(0.05, (last - first) * 0.03);
        var (low, high) = Limits();
        plot.Axes.SetLimits(first - margin, last + margin, low, high);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinimumTickSpacing = 36,
            LabelFormatter = exponent => Math.Pow(10, exponent).ToString("0.####e+0", CultureInfo.InvariantCulture),
        };
        plot.ShowLegend(Alignment.LowerLeft);
        return plot;
    }

    void AddLine(Plot plot, string name, Func<LearningRatePoint, double> value, SKColor color, float width)
    {
        var line = plot.Add.Scatter(_curve.Points.Select(X).ToArray(), _curve.Points.Select(value).ToArray(), color.ForChart());
        (line.LegendText, line.LineWidth, line.MarkerSize) = (name, width, 0);
    }

    static void Mark(Plot plot, string name, LearningRatePoint point, SKColor color)
    {
        var marker = plot.Add.Marker(X(point), point.SmoothedLoss, MarkerShape.FilledCircle, 9, color.ForChart());
        marker.LegendText = name;
    }

    // What the loss falls by fills half the height; where it runs away it leaves the chart.
    (double Low, double High) Limits()
    {
        var (first, lowest) = (_curve.Points[0].SmoothedLoss, _curve.Minimum.SmoothedLoss);
        var fall = Math.Max(Math.Abs(first - lowest), Math.Max(0.1 * first, 0.01));
        return (Math.Max(lowest - fall, 0), Math.Max(first, lowest) + fall);
    }

    static double X(LearningRatePoint point) => Math.Log10(point.LearningRate);
}
