using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Benchmarks;

namespace ResNeXtSharp.Reports;

/// <summary>Medians of all engines on all work, and the targets.</summary>
sealed class Comparison
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    readonly ILookup<(string Engine, Work Work), Measurement> _measured;
    readonly JsonNode? _layers;
    readonly JsonNode _machine;

    Comparison(IReadOnlyList<Measurement> steps, JsonNode? layers)
    {
        (_measured, _layers) = (steps.ToLookup(step => (step.Engine, step.Work)), layers);
        var own = steps.Where(step => step.Engine == Measurement.Own).ToList();
        _machine = own[0].Details;
        Ceiling = own.Max(step => (double)step.Details["fma_ceiling_gflops"]!);
        Works = [.. steps.Select(step => step.Work).Distinct()];
        Engines = [.. steps.Select(step => (step.Engine, step.Version)).Distinct()];
    }

    /// <summary>The highest rate of multiply-adds seen in the run, in GFLOP/s.</summary>
    public double Ceiling { get; }

    public IReadOnlyList<Work> Works { get; }

    public IReadOnlyList<(string Name, string Version)> Engines { get; }

    string Processor => (string)_machine["processor"]!;

    public static Comparison Of((IReadOnlyList<Measurement> Steps, JsonNode? Layers) lines) => new(lines.Steps, lines.Layers);

    /// <summary>Milliseconds of a batch, or nothing where the engine did not do that work.</summary>
    public double? Median(string engine, Work work) => Median(engine, work, step => step.Milliseconds);

    double? Median(string engine, Work work, Func<Measurement, double> value) =>
        _measured[(engine, work)].ToList() is { Count: > 0 } found ? Statistics.Median(found.Select(value)) : null;

    double? Share(Work work) => Median(Measurement.Own, work, step => (double)step.Details[work.Kind]!["gflops"]!) / Ceiling;

    /// <summary>Prints the page and writes <c>compare.json</c> and <c>compare.md</c> into the folder of the processor.</summary>
    public void Save(string results)
    {
        var folder = Path.Combine(results, BenchFile.Slug(Processor));
        Directory.CreateDirectory(folder);
        var page = Page();
        Console.Write(page);
        File.WriteAllText(Path.Combine(folder, "compare.md"), page);
        File.WriteAllText(Path.Combine(folder, "compare.json"), ToJson().ToJsonString(Indented) + "\n");
        Console.Error.WriteLine($"saved: {folder}/compare.json, {folder}/compare.md");
    }

    string Page()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Processor}, {_machine["simd"]}, {_machine["threads"]} threads; {string.Join(", ", Engines.Select(engine => $"{engine.Name} {engine.Version}"))}; ");
        text.Append(CultureInfo.InvariantCulture, $"ceiling of multiply-adds {Ceiling:0} GFLOP/s; medians of {_measured[(Measurement.Own, Works[0])].Count()} processes per figure.\n\n");
        text.Append(Times()).Append('\n').Append(Memory()).Append('\n').Append(Targets());
        return text.ToString();
    }

    string Times()
    {
        var peers = Engines.Select(engine => engine.Name).Where(name => name != Measurement.Own).ToList();
        var table = new MarkdownTable(["ResNeXt-50 32x4d, ms per batch", Measurement.Own, "share of ceiling", .. peers, .. peers.Select(peer => $"{peer} / ours")]);
        foreach (var work in Works)
        {
            var own = Median(Measurement.Own, work);
            table.Add([
                work.ToString(), Number(own, "0.00"), Number(100 * Share(work), "0.0' %'"),
                .. peers.Select(peer => Number(Median(peer, work), "0.00")),
                .. peers.Select(peer => Number(Median(peer, work) / own, "0.00'x'")),
            ]);
        }
        return table.ToString();
    }

    string Memory()
    {
        var table = new MarkdownTable(["peak memory of the process, MB", .. Engines.Select(engine => engine.Name)]);
        foreach (var work in Works)
            table.Add([work.ToString(), .. Engines.Select(engine => Number(1e-6 * Median(engine.Name, work, step => step.PeakMemory), "0"))]);
        return table.ToString();
    }

    string Targets()
    {
        var table = new MarkdownTable(["target", "goal", "measured", "reached"]);
        foreach (var target in AllTargets()) table.Add([target.Name, target.GoalText, target.ValueText, target.IsReached ? "yes" : "no"]);
        return table.ToString();
    }

    IEnumerable<Target> AllTargets()
    {
        var (train32, train128) = (new Work("training", 32, 32), new Work("training", 128, 32));
        foreach (var (work, goal) in ((Work, double)[])[(train32, 6), (train128, 3.3)])
        {
            if (Median("PyTorch", work) / Median(Measurement.Own, work) is { } ratio)
                yield return new Target($"{work}: PyTorch's time over ours", goal, IsUpperBound: false, ratio, "x");
        }
        if (Share(train128) is { } share) yield return new Target($"{train128}: share of the ceiling", 0.65, IsUpperBound: false, share, "%");
        foreach (var (work, goal) in ((Work, double)[])[
            (new("inference", 1, 224), 0.9), (new("inference", 8, 224), 0.9), (new("inference", 32, 32), 0.5), (new("inference", 128, 32), 0.5)])
        {
            if (Median(Measurement.Own, work) / Median("ONNX Runtime", work) is { } ratio)
                yield return new Target($"{work}: our time over ONNX Runtime's", goal, IsUpperBound: true, ratio, "x");
        }
        foreach (var target in GroupedTargets()) yield return target;
        foreach (var (work, goal) in ((Work, double)[])[(train32, 500), (train128, 700)])
        {
            if (Median(Measurement.Own, work, step => step.PeakMemory) is { } bytes)
                yield return new Target($"{work}: peak memory", goal, IsUpperBound: true, 1e-6 * bytes, "MB");
        }
        if (Median(Measurement.Own, train128, step => (double)step.Details["training_one_thread"]!["milliseconds"]! / step.Milliseconds) is { } speedup)
            yield return new Target($"{train128}: {_machine["threads"]} threads over one", 1.85, IsUpperBound: false, speedup, "x");
        if (Median(Measurement.Own, train128, step => (double)step.Details["training"]!["allocated_bytes"]!) is { } allocated)
            yield return new Target("managed memory that a training step allocates", 0, IsUpperBound: true, allocated, "bytes");
    }

    /// <summary>The 3x3 convolutions of stride 1 with 4, 8, 16 and 32 channels per group, at 56, 28, 14 and 7 pixels.</summary>
    IEnumerable<Target> GroupedTargets()
    {
        foreach (var layer in _layers?["layers"]!.AsArray() ?? [])
        {
            if ((int)layer!["groups"]! == 1 || (int)layer["stride"]! != 1) continue;
            var name = $"3x3, {(int)layer["in_channels"]! / (int)layer["groups"]!} channels per group, {layer["in_height"]}x{layer["in_width"]}, batch 8";
            foreach (var (kernel, goal) in ((string, double)[])[("forward", 0.7), ("backward_input", 0.6), ("backward_weight", 0.6)])
                yield return new Target($"{name}, {kernel.Replace('_', ' ')}: share of the ceiling", goal, IsUpperBound: false, (double)layer[kernel]!["share"]!, "%");
        }
    }

    JsonObject ToJson() => new()
    {
        ["processor"] = Processor,
        ["simd"] = (string)_machine["simd"]!,
        ["threads"] = (int)_machine["threads"]!,
        ["measured"] = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["fma_ceiling_gflops"] = Ceiling,
        ["engines"] = new JsonArray([.. Engines.Select(engine => new JsonObject { ["name"] = engine.Name, ["version"] = engine.Version })]),
        ["work"] = new JsonArray([.. Works.Select(work => new JsonObject
        {
            ["kind"] = work.Kind,
            ["batch"] = work.Batch,
            ["size"] = work.Size,
            ["share_of_ceiling"] = Share(work),
            ["milliseconds"] = new JsonObject(Engines.Select(engine => KeyValuePair.Create(engine.Name, (JsonNode?)Median(engine.Name, work))).Where(entry => entry.Value is not null)),
            ["all_milliseconds"] = new JsonObject(Engines
                .Where(engine => _measured.Contains((engine.Name, work)))
                .Select(engine => KeyValuePair.Create(engine.Name, (JsonNode?)new JsonArray([.. _measured[(engine.Name, work)].Select(step => JsonValue.Create(step.Milliseconds))])))),
        })]),
        ["targets"] = new JsonArray([.. AllTargets().Select(target => new JsonObject
        {
            ["name"] = target.Name, ["goal"] = target.Goal, ["upper_bound"] = target.IsUpperBound, ["value"] = target.Value, ["reached"] = target.IsReached,
        })]),
    };

    static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
