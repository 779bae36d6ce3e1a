using System.Globalization;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>The loss over a rising learning rate, and which rate to train with.</summary>
static class LearningRateTable
{
    const int MostRows = 20;

    public static void Show(IAnsiConsole console, LearningRateCurve curve, string? plot)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in (IEnumerable<string>)["learning rate", "loss", "smoothed loss"]) table.AddColumn(title, column => column.RightAligned());
        var every = (curve.Points.Count + MostRows - 1) / MostRows;
        // Counted from the end: how it ends tells most.
        foreach (var point in curve.Points.Where((_, i) => (curve.Points.Count - 1 - i) % every == 0))
            table.AddRow(Text($"{Rate(point.LearningRate)}"), Text($"{point.Loss:0.0000}"), Text($"{point.SmoothedLoss:0.0000}"));
        console.Write(table);
        if (curve.HasDiverged) console.WriteLine($"the loss ran away after a learning rate of {Rate(curve.Points[^1].LearningRate)}");
        console.WriteLine(Text($"lowest smoothed loss: {curve.Minimum.SmoothedLoss:0.0000} at {Rate(curve.Minimum.LearningRate)}"));
        if (curve.Steepest is { } steepest) console.WriteLine($"steepest descent: at {Rate(steepest.LearningRate)}");
        console.WriteLine(curve.Suggestion is { } suggestion
            ? $"suggestion: --learning-rate {Rate(suggestion)}, a tenth of the rate with the lowest loss"
            : "the loss never fell: try a range of lower rates, more --steps, or a larger --batch-size");
        if (plot is not null) console.WriteLine($"plot: {plot}");
    }

    /// <summary>A learning rate in two figures.</summary>
    public static string Rate(double rate) => rate.ToString("0.0e+0", CultureInfo.InvariantCulture);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
