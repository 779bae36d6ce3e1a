using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Tests.Randomness;

public class CounterRandomTests
{
    [Fact]
    public void Equal_seed_purpose_and_stream_give_equal_numbers() => Assert.Equal(Draw(7, RandomPurpose.Shuffle, 3), Draw(7, RandomPurpose.Shuffle, 3));

    [Theory]
    [InlineData(8, RandomPurpose.Shuffle, 3)]
    [InlineData(7, RandomPurpose.Augmentation, 3)]
    [InlineData(7, RandomPurpose.Shuffle, 4)]
    [InlineData(7, RandomPurpose.Shuffle, 3 + (1UL << 32))]
    [InlineData(7 + (1UL << 32), RandomPurpose.Shuffle, 3)]
    public void Another_seed_purpose_or_stream_gives_other_numbers(ulong seed, RandomPurpose purpose, ulong stream) =>
        Assert.Empty(Draw(7, RandomPurpose.Shuffle, 3).Intersect(Draw(seed, purpose, stream)));

    [Fact]
    public void The_first_numbers_of_a_seed_never_change() =>
        Assert.Equal([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8], Draw(0, 0, 0).Take(4));

    [Fact]
    public void Setting_the_position_jumps_to_that_number()
    {
        var numbers = Draw(1, RandomPurpose.Sampling, 0);
        var random = new CounterRandom(1, RandomPurpose.Sampling);

        foreach (var position in new[] { 5, 0, 8, 3, 99 })
        {
            random.Position = (ulong)position;
            Assert.Equal(numbers[position], random.NextUInt32());
            Assert.Equal((ulong)position + 1, random.Position);
        }
    }

    [Fact]
    public void A_position_beyond_the_end_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1, RandomPurpose.Sampling) { Position = 1UL << 58 });

    [Fact]
    public void Far_positions_of_one_purpose_do_not_meet_another_purpose()
    {
        var far = new CounterRandom(1, RandomPurpose.Initialization) { Position = (1UL << 58) - 4 };
        var near = new CounterRandom(1, RandomPurpose.Shuffle);

        Assert.NotEqual(near.NextUInt32(), far.NextUInt32());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Integers_lie_below_their_maximum(int exclusiveMax)
    {
        var random = new CounterRandom(2, RandomPurpose.Sampling);

        for (var i = 0; i < 1000; i++) Assert.InRange(random.NextInt32(exclusiveMax), 0, exclusiveMax - 1);
    }

    [Fact]
    public void Integers_are_fair_where_scaling_alone_would_not_be()
    {
        // 2^32 / Max = 8/3: scaling alone would draw every third integer a quarter of the time and its neighbours three eighths.
        const int Max = 3 << 29;
        const int Draws = 30_000;
        var random = new CounterRandom(3, RandomPurpose.Sampling);
        var counts = new int[3];
        for (var i = 0; i < Draws; i++) counts[random.NextInt32(Max) % 3]++;

        Assert.All(counts, count => Assert.InRange(count, Draws / 3 - 400, Draws / 3 + 400));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_integer_lies_below_a_maximum_under_one(int exclusiveMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1, RandomPurpose.Sampling).NextInt32(exclusiveMax));

    [Fact]
    public void Fractions_are_uniform_in_zero_to_one()
    {
        var random = new CounterRandom(4, RandomPurpose.Sampling);
        var tenths = new int[10];
        for (var i = 0; i < 20_000; i++)
        {
            tenths[(int)(random.NextSingle() * 10)]++;
            tenths[(int)(random.NextDouble() * 10)]++;
        }

        Assert.All(tenths, count => Assert.InRange(count, 3_750, 4_250));
    }

    [Fact]
    public void Gaussians_have_mean_zero_deviation_one_and_normal_tails()
    {
        var values = new float[100_001];
        var random = new CounterRandom(5, RandomPurpose.Initialization);
        random.FillGaussian(values.AsSpan(0, 50_001));
        for (var i = 50_001; i < values.Length; i++) values[i] = random.NextGaussian();

        Assert.InRange(values.Average(), -0.015, 0.015);
        Assert.InRange(values.Average(value => value * value), 0.98, 1.02);
        Assert.InRange(values.Count(value => MathF.Abs(value) < 1) / (double)values.Length, 0.6777, 0.6877);
        Assert.InRange(values.Count(value => MathF.Abs(value) > 3) / (double)values.Length, 0.0019, 0.0035);
    }

    [Fact]
    public void Filling_applies_mean_and_deviation()
    {
        var standard = new float[64];
        var scaled = new float[64];
        new CounterRandom(6, RandomPurpose.Initialization).FillGaussian(standard);
        new CounterRandom(6, RandomPurpose.Initialization).FillGaussian(scaled, mean: 3, standardDeviation: 0.5f);

        for (var i = 0; i < standard.Length; i++) Assert.Equal(3 + 0.5f * standard[i], scaled[i], 1e-6f);
    }

    [Fact]
    public void Uniform_filling_stays_within_its_bounds()
    {
        var values = new float[10_000];
        new CounterRandom(6, RandomPurpose.Initialization).FillUniform(values, -2, 3);

        Assert.All(values, value => Assert.InRange(value, -2, 3));
        Assert.InRange(values.Average(), 0.4, 0.6);
    }

    [Fact]
    public void Shuffling_makes_every_order_equally_likely()
    {
        const int Draws = 6_000;
        var orders = new Dictionary<string, int>();
        Span<char> items = stackalloc char[3];
        for (var stream = 0UL; stream < Draws; stream++)
        {
            "abc".CopyTo(items);
            new CounterRandom(9, RandomPurpose.Shuffle, stream).Shuffle(items);
            orders[items.ToString()] = orders.GetValueOrDefault(items.ToString()) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, Draws / 6 - 120, Draws / 6 + 120));
    }

    static uint[] Draw(ulong seed, RandomPurpose purpose, ulong stream)
    {
        var random = new CounterRandom(seed, purpose, stream);
        var numbers = new uint[100];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = random.NextUInt32();
        return numbers;
    }
}
