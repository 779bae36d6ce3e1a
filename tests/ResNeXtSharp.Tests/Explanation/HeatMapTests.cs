using ResNeXtSharp.Explanation;

namespace ResNeXtSharp.Tests.Explanation;

public sealed class HeatMapTests
{
    [Fact]
    public void Places_between_two_are_mixed_and_those_at_the_border_repeated() =>
        Assert.Equal([0f, 0.25f, 0.75f, 1f], new HeatMap(1, 2, [0, 1]).Resize(1, 4).Values.ToArray());

    [Fact]
    public void The_same_size_gives_the_same_values()
    {
        float[] values = [0, 0.5f, 1, 0.25f, 0.125f, 0.75f];
        Assert.Equal(values, new HeatMap(2, 3, values).Resize(2, 3).Values.ToArray());
    }

    [Fact]
    public void A_single_place_fills_any_size() => Assert.All(new HeatMap(1, 1, [0.3f]).Resize(5, 7).Values.ToArray(), value => Assert.Equal(0.3f, value));

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HeatMap(2, 2, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeatMap(0, 2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeatMap(1, 1, [0]).Resize(0, 1));
    }
}
