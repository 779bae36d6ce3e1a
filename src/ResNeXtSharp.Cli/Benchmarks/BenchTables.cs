using System.Globalization;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Benchmarks;

/// <summary>A result as people read it: tables for a terminal, a log or a Markdown page.</summary>
sealed class BenchTables(BenchResult result, TableBorder border)
{
    const string CountingRule =
        "FLOP: 2 per multiply-add of convolutions and the classifier, padding not counted; training is three times forward less the gradient of the pictures.";

    const string LayerRule =
        "Layers: the quickest of five rounds, each kernel alone and repeated, so with its data in the caches where they fit; MB are its activations, weights and results.";

    /// <summary>Writes all tables and what their figures mean.</summary>
    public void Write(IAnsiConsole console)
    {
        if (result.Machine is { } machine) console.Write(Limits(machine));
        if (result.Training is not null || result.Inference is not null) console.Write(Steps());
        if (result.Layers is { } layers) console.Write(Layers(layers));
        Line(console, $"ceiling of multiply-adds on registers: {result.Ceiling:0} GFLOP/s");
        if (result.Training is { } all && result.TrainingOnOneThread is { } one)
            Line(console, $"training on {result.Threads} threads over one: {one.Milliseconds / all.Milliseconds:0.00}x");
        if (result.PeakMemory is { } peak) Line(console, $"peak memory of {(result.Training is null ? "inference" : "training")}: {peak / 1e6:0} MB");
        if (result.Training is { } training) Line(console, $"managed memory allocated by a training step: {training.AllocatedBytes} bytes");
        Line(console, $"{CountingRule}");
        if (result.Layers is not null) Line(console, $"{LayerRule}");
    }

    void Line(IAnsiConsole console, FormattableString text)
    {
        // Without an empty line, Markdown takes the next line for the same paragraph.
        if (IsMarkdown) console.WriteLine();
        console.WriteLine(Text(text));
    }

    Table Limits(IReadOnlyList<MachineLimits> machine)
    {
        var table = NewTable(["limit", .. machine.Select(limits => limits.Threads == 1 ? "1 thread" : $"{limits.Threads} threads")]);
        Row("multiply-adds on registers, GFLOP/s", limits => limits.Gflops);
        Row("memory read, GB/s", limits => limits.Bandwidth.Read);
        Row("memory read and written in place, GB/s", limits => limits.Bandwidth.ReadWrite);
        return table;

        void Row(string name, Func<MachineLimits, double> value) => table.AddRow([name, .. machine.Select(limits => Text($"{value(limits):0.0}"))]);
    }

    Table Steps()
    {
        var table = NewTable("", "images/s", "ms per batch", "GFLOP/s", "share of ceiling");
        Row("training", result.Training, result.Ceiling);
        Row("inference", result.Inference, result.Ceiling);
        Row("training, 1 thread", result.TrainingOnOneThread, result.Machine?[0].Gflops);
        return table;

        void Row(string name, Speed? measured, double? ceiling)
        {
            if (measured is { } speed)
                table.AddRow(name, Text($"{speed.ImagesPerSecond:0.0}"), Text($"{speed.Milliseconds:0.00}"), Text($"{speed.Gflops:0.0}"), Share(speed.Gflops, ceiling));
        }
    }

    Table Layers(IReadOnlyList<LayerSpeed> layers)
    {
        var table = NewTable(
            "layer", "count", "sizes", "MFLOP", "MB",
            "forward ms", "GFLOP/s", "share", "backward input ms", "GFLOP/s", "share", "backward weight ms", "GFLOP/s", "share");
        foreach (var layer in layers)
        {
            table.AddRow([
                layer.Name,
                Text($"{layer.Count}"),
                Sizes(layer),
                Text($"{1e-6 * layer.Operations:0.0}"),
                Text($"{1e-6 * layer.Bytes:0.0}"),
                .. Kernel(layer.Operations, layer.Forward),
                .. Kernel(layer.Operations, layer.BackwardInput),
                .. Kernel(layer.Operations, layer.BackwardWeight),
            ]);
        }
        var all = layers.Sum(layer => layer.Count * layer.Operations);
        var withInput = layers.Where(layer => layer.BackwardInput is not null).Sum(layer => layer.Count * layer.Operations);
        table.AddRow([
            "all", Text($"{layers.Sum(layer => layer.Count)}"), "", Text($"{1e-6 * all:0.0}"), Text($"{1e-6 * layers.Sum(layer => layer.Count * layer.Bytes):0.0}"),
            .. Kernel(all, layers.Sum(layer => layer.Count * layer.Forward)),
            .. Kernel(withInput, layers.Sum(layer => layer.Count * layer.BackwardInput ?? 0)),
            .. Kernel(all, layers.Sum(layer => layer.Count * layer.BackwardWeight)),
        ]);
        return table;
    }

    /// <summary>Such as "256 to 256, 3x3/2, 32 groups, 8x8 to 4x4".</summary>
    static string Sizes(LayerSpeed layer)
    {
        var g = layer.Geometry;
        var kernel = Text($"{g.KernelHeight}x{g.KernelWidth}") + (g.Stride == 1 ? "" : Text($"/{g.Stride}")) + (g.Groups == 1 ? "" : Text($" g{g.Groups}"));
        return Text($"{g.InChannels}>{g.OutChannels} {kernel} {g.Height}x{g.Width}") + (g.Stride == 1 ? "" : Text($">{g.OutHeight}x{g.OutWidth}"));
    }

    string[] Kernel(long operations, double? seconds)
    {
        if (seconds is not { } time) return ["", "", ""];
        var gflops = 1e-9 * operations / time;
        return [Text($"{1e3 * time:0.000}"), Text($"{gflops:0}"), Share(gflops, result.Ceiling)];
    }

    static string Share(double gflops, double? ceiling) => ceiling is { } limit ? Percent.Format(gflops / limit) : "";

    bool IsMarkdown => border == TableBorder.Markdown;

    Table NewTable(params IEnumerable<string> titles)
    {
        var table = new Table().Border(border);
        // A title of several words stands over narrow figures; a line break would end Markdown's table.
        foreach (var title in titles) table.AddColumn(new TableColumn(IsMarkdown ? title : title.Replace("backward ", "backward\n", StringComparison.Ordinal)).RightAligned());
        table.Columns[0].LeftAligned();
        return table;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
