using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class WilsonIntervalTests
{
    /// <summary>Ends of 81/263, 15/148, 0/20 and 29/29 by method 3 of Newcombe, "Two-Sided Confidence Intervals for the Single Proportion" (1998), table I.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Ends_are_the_published_ones(int right, int count, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of((double)right / count, count);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Without_pictures_nothing_is_known() => Assert.True(double.IsNaN(WilsonInterval.Of(double.NaN, 0).Low));
}
