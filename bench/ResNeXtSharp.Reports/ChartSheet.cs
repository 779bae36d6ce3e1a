using ResNeXtSharp.Cli.Pictures;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Reports;

/// <summary>One chart under a heading, in the look of the command's pictures.</summary>
static class ChartSheet
{
    const int HeadingHeight = 64;

    /// <summary>A chart to fill.</summary>
    public static Plot Create(string xLabel, string yLabel)
    {
        InterFontResolver.Use();
        var plot = new Plot();
        ChartStyle.Apply(plot, xLabel, yLabel);
        plot.Grid.XAxisStyle.IsVisible = false; // bars need no vertical lines
        return plot;
    }

    public static void Save(this Plot plot, string path, int width, int height, string heading, string subheading) => PngFile.Save(path, width, height, canvas =>
    {
        new TextStyle(18, Ink.Text, IsBold: true).Draw(canvas, heading, 24, 34, maxWidth: width - 48);
        new TextStyle(13, Ink.Faint).Draw(canvas, subheading, 24, 55, maxWidth: width - 48);
        // A chart draws itself twice the first time, once to find its layout: that one goes nowhere.
        var place = new PixelRect(8, width - 8, height - 8, HeadingHeight);
        using var nowhere = new SKNoDrawCanvas(width, height);
        plot.Render(nowhere, place);
        plot.Render(canvas, place);
    });

    /// <summary>A legend entry for bars of one colour.</summary>
    public static LegendItem Legend(string text, SKColor color) => new() { LabelText = text, FillColor = color.ForChart() };
}
