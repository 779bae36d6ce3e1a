using System.Globalization;
using ResNeXtSharp.Cli.Pictures;
using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Reports;

/// <summary>Compares the model with real runs over links of known speed, and follows it to 1,024 ranks.</summary>
static class ScalingReport
{
    const int MostRanks = 1024;

    // Forward, input gradient and weight gradient take about as long as one another.
    const double BackwardShare = 2.0 / 3;

    // An assumption, of the order of a message over Ethernet; InfiniBand needs a tenth.
    const double Latency = 20e-6;

    static readonly (double Gigabits, SKColor Color)[] Links = [(10, Ink.Validation), (100, Ink.Training), (400, Ink.Right)];

    /// <summary>Writes <c>scaling.md</c> and <c>scaling.png</c>.</summary>
    public static void Write(string measured, string folder)
    {
        Directory.CreateDirectory(folder);
        var runs = MeasuredStep.ReadAll(measured);
        // ResNeXt-50 (32x4d), 25 million parameters, 32 pictures of 224x224 on a rank of a machine that computes 32 pictures in a second.
        var packing = runs.Where(run => run is { Ranks: 2, Megabits: 0, Delay: null }).Average(run => run.Worked / 1e3 / (1e6 * run.Megabytes));
        var large = new StepModel(Compute: 1, BackwardShare, packing, Bytes: 100e6, Buckets: 25);
        File.WriteAllText(Path.Combine(folder, "scaling.md"), $"""
            # A model of scaling, and what it was checked against

            A step computes, and its gradients go over the link in buckets, one after another, as the backward pass completes them; what is left over behind it is exposed. `bench/scaling` measures
            steps of 1 to 4 ranks, each in a network namespace whose link is held to a speed (`tc tbf`), and compares. Compute and packing are those of the same ranks on links that are not held.

            Two predictions bound the exposed time: the link works while the backward pass does, or only after it. MPI moves bytes only while it is called, and it is called when a gradient is complete:
            the small network of this check has few gradients, and its runs lie between the bounds or up to {MostAbove(runs):0} % above the upper.

            {Check(runs)}
            The ranks shared the cores of one machine, so more ranks than cores compute slower; the model takes that from the runs.

            Delay is checked apart from speed: `bench/delayed-switch` joins the namespaces and keeps every packet for a time, in the place of `tc netem`, which the kernel at hand does not have.

            {DelayCheck(runs)}
            A ring's messages follow one another, ours go to all ranks at once: what a delay adds does not grow with the ranks here. With two ranks it is more than a ring's, because MPI asks the
            receiver before it sends a large message; with four it is less. What a thousand messages at once cost a rank is not known from this. The curves below take a ring's delays, {1e6 * Latency:0} µs each,
            which is an assumption. (The whole step of four ranks at 20 ms is out of line with the others, what it waited is not; why was not found.)

            ## To {MostRanks:N0} ranks

            ResNeXt-50 (32x4d), one second for 32 pictures on a rank, 100 MB of gradients in 25 buckets; each rank keeps its 32 pictures. Efficiency is the speed of a rank against that of one alone,
            from nothing hidden to everything hidden that can be; packing and adding takes {1e9 * packing:0.00} ns for a byte, as measured.

            {Prediction(large)}
            ![Predicted efficiency](scaling.png)

            **Beyond 4 ranks this is arithmetic, not evidence.** It knows no switch that is shared by many, no rank that is slower than the others, no lost packet, no cost in MPI that grows with the
            number of ranks, and it says nothing of how well a model learns from batches so large. Buckets in float16 are not built: their columns say what they could bring.

            """);
        Draw(large, Path.Combine(folder, "scaling.png"));
    }

    static string Check(IReadOnlyList<MeasuredStep> runs)
    {
        var table = new MarkdownTable(["ranks, link", "step", "exposed", "predicted with overlap", "predicted without"]);
        foreach (var run in runs.Where(IsHeld))
        {
            table.Add([$"{run.Ranks}, {run.Megabits:0} Mbit/s", Milliseconds(run.Step), Milliseconds(run.Exposed), Milliseconds(Predicted(runs, run, overlaps: true)), Milliseconds(Predicted(runs, run, overlaps: false))]);
        }
        return table.ToString();
    }

    /// <summary>What a delay of every packet adds to the time that is exposed, and how many delays that is.</summary>
    static string DelayCheck(IReadOnlyList<MeasuredStep> runs)
    {
        var table = new MarkdownTable(["ranks, delay", "step", "exposed", "more than without delay", "in delays", "a ring's delays"]);
        foreach (var run in runs.Where(run => run.Delay > 0))
        {
            var more = run.Exposed - runs.First(other => other.Ranks == run.Ranks && other.Delay == 0).Exposed;
            table.Add([$"{run.Ranks}, {run.Delay:0} ms", Milliseconds(run.Step), Milliseconds(run.Exposed), Milliseconds(more), $"{more / run.Delay:0.0}", $"{2 * (run.Ranks - 1) * run.Buckets}"]);
        }
        return table.ToString();
    }

    static bool IsHeld(MeasuredStep run) => run is { Ranks: > 1, Megabits: > 0 };

    static double MostAbove(IReadOnlyList<MeasuredStep> runs) => Math.Max(0, runs.Where(IsHeld).Max(run => 100 * (run.Exposed / Predicted(runs, run, overlaps: false) - 1)));

    /// <summary>Milliseconds that are exposed. What ranks wait for each other on a link that is not held is no matter of the network, and is added.</summary>
    static double Predicted(IReadOnlyList<MeasuredStep> runs, MeasuredStep run, bool overlaps)
    {
        var free = runs.First(other => other.Ranks == run.Ranks && other is { Megabits: 0, Delay: null });
        var model = new StepModel((free.Step - free.Exposed) / 1e3, BackwardShare, Packing: 0, 1e6 * run.Megabytes, run.Buckets);
        return free.Exposed + 1e3 * model.Of(run.Ranks, new Link(run.Megabits / 1e3, Latency), Algorithm.Ring, overlaps).Exposed;
    }

    static string Prediction(StepModel large)
    {
        var table = new MarkdownTable(["ranks", .. Links.SelectMany(link => (string[])[$"{link.Gigabits:0} Gbit/s ring", "tree", "ring float16"])]);
        for (var ranks = 2; ranks <= MostRanks; ranks *= 2)
        {
            table.Add(
            [
                ranks.ToString("N0", CultureInfo.InvariantCulture),
                .. Links.SelectMany(link => (string[])
                [
                    Efficiency(large, ranks, link.Gigabits, Algorithm.Ring), Efficiency(large, ranks, link.Gigabits, Algorithm.Tree), Efficiency(large.Halved, ranks, link.Gigabits, Algorithm.Ring),
                ]),
            ]);
        }
        return table.ToString();
    }

    static void Draw(StepModel large, string path)
    {
        var plot = ChartSheet.Create("ranks", "efficiency");
        int[] counts = [.. Enumerable.Range(0, 11).Select(power => 1 << power)];
        foreach (var (gigabits, color) in Links)
        {
            Add(large, Algorithm.Ring, LinePattern.Solid);
            Add(large.Halved, Algorithm.Ring, LinePattern.Dashed);
            Add(large, Algorithm.Tree, LinePattern.Dotted);

            void Add(StepModel model, Algorithm algorithm, LinePattern pattern)
            {
                var line = plot.Add.ScatterLine(counts.Select(ranks => Math.Log2(ranks)).ToArray(), counts.Select(ranks => Share(model, ranks, gigabits, algorithm, overlaps: true)).ToArray(), color.ForChart());
                (line.LinePattern, line.LineWidth) = (pattern, 2);
            }
        }
        plot.Axes.SetLimits(0, 10, 0.4, 1.02);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. counts.Select((ranks, power) => new Tick(power, ranks.ToString(CultureInfo.InvariantCulture)))]);
        plot.ShowLegend([.. Links.Select(link => ChartSheet.Legend($"{link.Gigabits:0} Gbit/s", link.Color))], Alignment.LowerLeft);
        plot.Save(path, 1040, 480, "ResNeXt-50 on many ranks: what the model predicts", "solid: ring; dashed: ring, gradients in float16; dotted: tree; all with overlap; checked with 2 to 4 ranks only");
    }

    static double Share(StepModel model, int ranks, double gigabits, Algorithm algorithm, bool overlaps) =>
        model.Compute / model.Of(ranks, new Link(gigabits, Latency), algorithm, overlaps).Step;

    static string Efficiency(StepModel model, int ranks, double gigabits, Algorithm algorithm) => string.Create(CultureInfo.InvariantCulture, $"{100 * Share(model, ranks, gigabits, algorithm, overlaps: false):0}-{100 * Share(model, ranks, gigabits, algorithm, overlaps: true):0} %");

    static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0} ms");
}
