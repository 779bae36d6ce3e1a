using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Pictures;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Reports;

/// <summary>For each layer, the share of the multiply-add ceiling that its three kernels reach.</summary>
static class LayersPlot
{
    // A turned label reaches above the point that it hangs on: pixels that keep it off the axis.
    const int LabelGap = 8;

    static readonly (string Name, string Legend, SKColor Color)[] Kernels =
    [
        ("forward", "forward", Ink.Training),
        ("backward_input", "backward input", Ink.Validation),
        ("backward_weight", "backward weight", Ink.Right),
    ];

    /// <summary>Draws a result of <c>resnext bench</c>.</summary>
    public static void Save(string result, string path)
    {
        var json = JsonNode.Parse(File.ReadAllText(result))!;
        var layers = json["layers"]!.AsArray();
        var plot = ChartSheet.Create("", "share of the multiply-add ceiling");
        for (var kernel = 0; kernel < Kernels.Length; kernel++)
        {
            var bars = layers.Select((layer, index) => new Bar
            {
                Position = index + 0.27 * (kernel - 1),
                Value = (double?)layer![Kernels[kernel].Name]?["share"] ?? 0,
                Size = 0.25,
                FillColor = Kernels[kernel].Color.ForChart(),
                LineWidth = 0,
            });
            plot.Add.Bars(bars.ToArray());
        }
        plot.Axes.SetLimits(-0.6, layers.Count - 0.4, 0, 1.1);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(0.2) { LabelFormatter = share => $"{100 * share:0} %" };
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. layers.Select((layer, index) => new Tick(index, Label(layer!)))]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = -45;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.Axes.Bottom.TickLabelStyle.OffsetY = LabelGap;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.MinimumSize = 100;
        plot.ShowLegend([.. Kernels.Select(kernel => ChartSheet.Legend(kernel.Legend, kernel.Color))], Alignment.UpperRight);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Save(
            path, 1040, 480, $"Every kind of layer of ResNeXt-50 (32x4d), {json["width"]}x{json["height"]} pixels, batch {json["batch"]}",
            $"{json["processor"]}, {json["simd"]}, {json["threads"]} threads; 100 % = {(double)json["fma_ceiling_gflops"]!:0} GFLOP/s");
    }

    static string Label(JsonNode layer) => ((string)layer["name"]!).Replace("downsample.0", "down", StringComparison.Ordinal) + ((int)layer["groups"]! > 1 ? " (3x3)" : "");
}
