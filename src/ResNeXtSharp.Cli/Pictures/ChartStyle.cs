using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>The look of a chart: two axes, a quiet grid, a legend without a box.</summary>
static class ChartStyle
{
    /// <summary>Where the charts of a sheet begin, below its heading.</summary>
    public const int HeadingHeight = 64;

    /// <summary>Writes the two lines above the charts of a sheet.</summary>
    public static void Heading(SKCanvas canvas, int width, string title, string detail)
    {
        const int Margin = 24;
        new TextStyle(18, Ink.Text, IsBold: true).Draw(canvas, title, Margin, 34, maxWidth: width - 2 * Margin);
        new TextStyle(13, Ink.Faint).Draw(canvas, detail, Margin, 55, maxWidth: width - 2 * Margin);
    }

    public static void Apply(Plot plot, string xLabel, string yLabel)
    {
        plot.Font.Set(InterFont.Family);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.RenderManager.ClearCanvasBeforeEachRender = false; // several charts share a sheet
        plot.XLabel(xLabel, 14);
        plot.YLabel(yLabel, 14);
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Color(Ink.Faint.ForChart());
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.Label.Bold = false;
            axis.Label.ForeColor = Ink.Text.ForChart();
            axis.TickLabelStyle.FontSize = 12;
            axis.MinorTickStyle.Length = 0;
        }
        plot.Grid.MajorLineColor = Ink.Line.ForChart();
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.White.WithAlpha(0.85);
        plot.Legend.FontSize = 13;
        plot.Legend.FontColor = Ink.Text.ForChart();
    }

    /// <summary>Draws a chart in a part of a sheet.</summary>
    public static void Render(Plot plot, SKCanvas canvas, PixelRect place)
    {
        // A chart draws itself twice the first time, once to find its layout: that one goes nowhere.
        using var nowhere = new SKNoDrawCanvas((int)place.Right, (int)place.Bottom);
        plot.Render(nowhere, place);
        plot.Render(canvas, place);
    }
}
