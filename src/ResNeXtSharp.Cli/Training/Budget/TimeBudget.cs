namespace ResNeXtSharp.Cli.Training;

/// <summary>A time that runs out; it begins now.</summary>
sealed class TimeBudget(TimeSpan total, TimeProvider clock)
{
    readonly long _start = clock.GetTimestamp();

    public TimeSpan Total => total;

    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>What is left; negative when it has run out.</summary>
    public TimeSpan Remaining => total - Elapsed;
}
