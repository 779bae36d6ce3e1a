using System.Diagnostics;
using System.Globalization;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Distributed;

/// <summary>A line for every step: how long it took, and what of that the exchange with other ranks took.</summary>
sealed class CommunicationReport(TextWriter output, DataParallel parallel) : IProgress<TrainingProgress>
{
    long _last = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        var now = Stopwatch.GetTimestamp();
        var (step, cost) = (Stopwatch.GetElapsedTime(_last, now), parallel.LastStep);
        _last = now;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"step {value.Step}  {step.TotalMilliseconds:0.0} ms  communication not hidden {cost.Exposed.TotalMilliseconds:0.0} ms ({Percent.Format(cost.Exposed / step)})"
            + $"  packing and adding {cost.Worked.TotalMilliseconds:0.0} ms  {1e-6 * cost.Bytes:0.0} MB in {cost.Buckets} buckets"));
    }
}
