namespace ResNeXtSharp.Cli.Tests.Training;

/// <summary>A clock that stands still until it is told to go on.</summary>
sealed class FakeClock : TimeProvider
{
    long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
}
