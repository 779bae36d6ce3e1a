using System.Globalization;
using ResNeXtSharp.Training;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Loss and accuracy over the epochs, side by side, each for training and validation.</summary>
sealed class CurvesChart
{
    const int Width = 1040;
    const int Height = 440;

    // Keeps the tick at the upper end within the axis.
    const double Hair = 1e-3;

    readonly string _title;
    readonly IReadOnlyList<EpochResult> _epochs;

    /// <param name="title">What was trained on what.</param>
    /// <param name="epochs">The epochs so far, at least one.</param>
    public CurvesChart(string title, IReadOnlyList<EpochResult> epochs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(epochs.Count);
        (_title, _epochs) = (title, epochs);
        InterFontResolver.Use();
    }

    /// <summary>Replaces <c>curves.png</c> and <c>curves.svg</c> in a folder.</summary>
    public void Save(string folder)
    {
        PngFile.Save(Path.Combine(folder, "curves.png"), Width, Height, Draw);
        SvgFile.Save(Path.Combine(folder, "curves.svg"), Width, Height, Draw);
    }

    void Draw(SKCanvas canvas)
    {
        var best = _epochs.MaxBy(epoch => epoch.ValidationAccuracy)!;
        ChartStyle.Heading(canvas, Width, _title, $"best validation accuracy {Percent.Format(best.ValidationAccuracy)} in epoch {best.Epoch}");
        var loss = Panel("loss", epoch => epoch.TrainLoss, epoch => epoch.ValidationLoss, LossLimit(), isShare: false);
        var accuracy = Panel("accuracy", epoch => epoch.TrainAccuracy, epoch => epoch.ValidationAccuracy, AccuracyLimit(), isShare: true);
        ChartStyle.Render(loss, canvas, new PixelRect(8, Width / 2, Height - 8, ChartStyle.HeadingHeight));
        ChartStyle.Render(accuracy, canvas, new PixelRect(Width / 2, Width - 8, Height - 8, ChartStyle.HeadingHeight));
    }

    Plot Panel(string quantity, Func<EpochResult, double> training, Func<EpochResult, double> validation, double limit, bool isShare)
    {
        var plot = new Plot();
        AddLine(plot, "training", training, Ink.Training);
        AddLine(plot, "validation", validation, Ink.Validation);
        ChartStyle.Apply(plot, "epoch", quantity);
        var (first, last) = (_epochs[0].Epoch, _epochs[^1].Epoch);
        var margin = Math.Max(0.5, (last - first) * 0.03);
        plot.Axes.SetLimits(first - margin, last + margin, 0, limit);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true, MinimumTickSpacing = 36 };
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            MinimumTickSpacing = 36,
            LabelFormatter = value => isShare ? $"{100 * value:0} %" : value.ToString("0.###", CultureInfo.InvariantCulture),
        };
        plot.ShowLegend(isShare ? Alignment.LowerRight : Alignment.UpperRight);
        return plot;
    }

    void AddLine(Plot plot, string name, Func<EpochResult, double> value, SKColor color)
    {
        var line = plot.Add.Scatter(_epochs.Select(epoch => (double)epoch.Epoch).ToArray(), _epochs.Select(value).ToArray(), color.ForChart());
        line.LegendText = name;
        line.LineWidth = 2.5f;
        line.MarkerSize = _epochs.Count <= 40 ? 6 : 0;
    }

    // An early epoch's validation loss may be huge; it must not flatten all the rest.
    double LossLimit()
    {
        var training = _epochs.Max(epoch => epoch.TrainLoss);
        var all = Math.Max(training, _epochs.Max(epoch => epoch.ValidationLoss));
        return Math.Max(1.08 * Math.Min(all, 3 * training), 0.01);
    }

    double AccuracyLimit()
    {
        var highest = _epochs.Max(epoch => Math.Max(epoch.TrainAccuracy, epoch.ValidationAccuracy));
        return Math.Min(Math.Ceiling(10 * highest + 0.5) / 10, 1) + Hair;
    }
}
