using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>What trainings with several seeds came to; also in the file seeds.json.</summary>
static class SeedSummary
{
    public static void Show(CommandContext context, bool json, string folder, IReadOnlyList<(ulong Seed, double Accuracy)> runs)
    {
        var mean = runs.Average(run => run.Accuracy);
        // Of a sample, as the runs are.
        var deviation = Math.Sqrt(runs.Sum(run => Math.Pow(run.Accuracy - mean, 2)) / (runs.Count - 1));
        var summary = new JsonObject
        {
            ["mean_accuracy"] = mean,
            ["deviation"] = deviation,
            ["runs"] = new JsonArray([.. runs.Select(run => new JsonObject { ["seed"] = run.Seed, ["accuracy"] = run.Accuracy })]),
        };
        AtomicFile.WriteText(Path.Combine(folder, "seeds.json"), summary.ToJsonString() + "\n");
        context.PrettyConsole(json).WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs.Count} seeds: test accuracy {100 * mean:0.00} % ± {100 * deviation:0.00} ({string.Join(", ", runs.Select(run => Percent.Format(run.Accuracy)))})"));
        if (json) context.Output.WriteLine(summary.ToJsonString());
    }
}
