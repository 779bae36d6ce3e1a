using System.Text.Json;

namespace ResNeXtSharp.Reports;

/// <summary>The median step of a real run.</summary>
/// <param name="Ranks">Ranks.</param>
/// <param name="Megabits">What each rank's link was held to, or 0 for as fast as it goes.</param>
/// <param name="Step">Milliseconds.</param>
/// <param name="Exposed">Milliseconds that were communication not hidden.</param>
/// <param name="Worked">Milliseconds of packing and adding.</param>
/// <param name="Megabytes">Of all buckets.</param>
/// <param name="Buckets">Buckets.</param>
sealed record MeasuredStep(int Ranks, double Megabits, double Step, double Exposed, double Worked, double Megabytes, int Buckets)
{
    /// <summary>The runs of a file with one JSON array per line.</summary>
    public static IReadOnlyList<MeasuredStep> ReadAll(string path) =>
    [
        .. from line in File.ReadLines(path)
           let values = JsonSerializer.Deserialize<double[]>(line)!
           select new MeasuredStep((int)values[0], values[1], values[2], values[3], values[4], values[5], (int)values[6]),
    ];
}
