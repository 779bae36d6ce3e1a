using System.Diagnostics;

namespace ResNeXtSharp.Training;

/// <summary>Repeats a piece of work for a while.</summary>
internal static class Repetition
{
    /// <summary>Seconds that one call takes, and how many there were.</summary>
    /// <param name="work">The work.</param>
    /// <param name="leastCalls">So many calls at least.</param>
    /// <param name="least">So long at least.</param>
    /// <param name="cancellation">Ends it between two calls.</param>
    internal static (double Seconds, int Calls) Measure(Action work, int leastCalls, TimeSpan least, CancellationToken cancellation)
    {
        // In the clock's own ticks: a TimeSpan counts tenths of a microsecond, and the smallest kernel would read as none.
        long start = Stopwatch.GetTimestamp(), elapsed;
        int calls = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            work();
            calls++;
            elapsed = Stopwatch.GetTimestamp() - start;
        }
        while (elapsed < least.TotalSeconds * Stopwatch.Frequency || calls < leastCalls);
        return (elapsed / (double)Stopwatch.Frequency / calls, calls);
    }
}
