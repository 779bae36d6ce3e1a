using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Tests.Training;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90, "1m30s")]
    [InlineData("30m", 1800, "30m")]
    [InlineData("1h30m", 5400, "1h30m")]
    [InlineData("2h", 7200, "2h")]
    [InlineData("1h0m5s", 3605, "1h5s")]
    public void Times_are_read_and_written(string text, int seconds, string written)
    {
        Assert.True(Duration.TryParse(text, out var time));
        Assert.Equal(seconds, time.TotalSeconds);
        Assert.Equal(written, Duration.Format(time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("0m")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("30 m")]
    [InlineData("999999s")]
    [InlineData("30m\n")]
    public void Anything_else_is_not(string text) => Assert.False(Duration.TryParse(text, out _));
}
