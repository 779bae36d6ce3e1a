using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Pictures;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Reports;

/// <summary>For each piece of work, how many times as long as ours a peer takes.</summary>
static class PeersPlot
{
    static readonly (string Name, SKColor Color)[] Peers = [("PyTorch", Ink.Validation), ("ONNX Runtime", Ink.Training)];

    /// <summary>Draws <c>compare.json</c>.</summary>
    public static void Save(string comparison, string path)
    {
        var json = JsonNode.Parse(File.ReadAllText(comparison))!;
        var works = json["work"]!.AsArray();
        var plot = ChartSheet.Create("", "times as long as ResNeXtSharp");
        var highest = 1.0;
        var ticks = new List<Tick>();
        for (var work = 0; work < works.Count; work++)
        {
            var times = works[work]!["milliseconds"]!;
            var present = Peers.Where(peer => times[peer.Name] is not null).ToList();
            for (var i = 0; i < present.Count; i++)
            {
                var ratio = (double)times[present[i].Name]! / (double)times[Measurement.Own]!;
                highest = Math.Max(highest, ratio);
                AddBar(plot, work + 0.34 * (i - (present.Count - 1) / 2.0), ratio, present[i].Color);
            }
            ticks.Add(new Tick(work, $"{works[work]!["kind"]}\n{works[work]!["size"]}x{works[work]!["size"]}, batch {works[work]!["batch"]}"));
        }
        var own = plot.Add.HorizontalLine(1, 1.5f, Ink.Text.ForChart());
        own.LinePattern = LinePattern.Dashed;
        plot.Axes.SetLimits(-0.6, works.Count - 0.4, 0, 1.12 * highest);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.ShowLegend([.. Peers.Select(peer => ChartSheet.Legend(peer.Name, peer.Color))], Alignment.UpperRight);
        plot.Save(path, 1040, 420, "ResNeXt-50 (32x4d) against its peers", $"{json["processor"]}, {json["threads"]} threads, medians; the dashed line is ResNeXtSharp; what rises above it is slower");
    }

    static void AddBar(Plot plot, double position, double ratio, SKColor color)
    {
        var bar = plot.Add.Bar(position, ratio);
        bar.Bars[0].Size = 0.3;
        bar.Bars[0].FillColor = color.ForChart();
        bar.Bars[0].LineWidth = 0;
        bar.Bars[0].Label = ratio.ToString("0.0'x'", CultureInfo.InvariantCulture);
        bar.ValueLabelStyle.FontName = InterFont.Family;
        bar.ValueLabelStyle.FontSize = 12;
        bar.ValueLabelStyle.ForeColor = Ink.Text.ForChart();
    }
}
