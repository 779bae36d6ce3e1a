using ResNeXtSharp.Cli.Experiments;

namespace ResNeXtSharp.Cli.Tests.Experiments;

public sealed class VerdictTests
{
    [Fact]
    public void A_clear_rise_shows_the_claim()
    {
        var verdict = Judge([0.60, 0.62, 0.64, 0.66, 0.68, 0.70], [0.61, 0.63, 0.64, 0.66, 0.69, 0.71], [0.60, 0.61, 0.65, 0.67, 0.68, 0.70]);

        Assert.Equal((Claim.Shown, 3, true), (verdict.Claim, verdict.Seeds, verdict.IntervalsApart));
        Assert.Equal(0.1, verdict.Gain, 1e-9);
        Assert.Equal(1, verdict.Trend!.Value.RankCorrelation, 1e-9);
    }

    [Fact]
    public void A_clear_fall_is_the_opposite() =>
        Assert.Equal(Claim.Opposite, Judge([0.70, 0.68, 0.66, 0.64, 0.62, 0.60], [0.71, 0.69, 0.66, 0.64, 0.63, 0.61]).Claim);

    [Fact]
    public void Overlapping_intervals_show_nothing_even_with_a_trend()
    {
        var verdict = Judge([0.60, 0.61, 0.62, 0.63, 0.64, 0.65], [0.50, 0.51, 0.52, 0.53, 0.54, 0.55], [0.40, 0.41, 0.42, 0.43, 0.44, 0.45]);

        Assert.Equal((Claim.NotShown, false), (verdict.Claim, verdict.IntervalsApart));
        Assert.True(verdict.Trend!.Value.Rising < Verdict.Significance);
    }

    [Fact]
    public void Ends_that_differ_without_a_trend_show_nothing()
    {
        var verdict = Judge([0.600, 0.70, 0.69, 0.68, 0.67, 0.660], [0.601, 0.70, 0.69, 0.68, 0.67, 0.661]);

        Assert.Equal((Claim.NotShown, true), (verdict.Claim, verdict.IntervalsApart));
    }

    [Fact]
    public void One_seed_decides_nothing_and_a_seed_that_is_not_complete_does_not_count()
    {
        Assert.Equal((Claim.Undecided, 1), (Judge([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]).Claim, Judge([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]).Seeds));
        Assert.Equal((Claim.Undecided, 0), (Judge([0.1, 0.2]).Claim, Judge([0.1, 0.2]).Seeds));
        Assert.Equal((Claim.Undecided, 1), (Judge([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.1]).Claim, Judge([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.1]).Seeds));
    }

    [Fact]
    public void An_interval_takes_the_deviation_of_all_networks()
    {
        var results = CardinalityResult.Of(Outcomes([0.5, 0.6], [0.52, 0.6], [0.54, 0.6]));

        // Squares of 0.0008 over four degrees of freedom; t = 2.776; three seeds.
        Assert.Equal(2.7764 * Math.Sqrt(0.0008 / 4) / Math.Sqrt(3), results[0].High - results[0].Mean, 1e-9);
        Assert.Equal(results[0].High - results[0].Low, results[1].High - results[1].Low, 1e-12);
        Assert.Equal(0.52, results[0].Mean, 1e-12);
        Assert.All(CardinalityResult.Of(Outcomes([0.5, 0.6])), result => Assert.True(double.IsNaN(result.Low)));
    }

    // scipy.stats.t.ppf(0.975, freedom)
    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(6, 2.4469)]
    [InlineData(11, 2.2010)]
    [InlineData(12, 2.1788)]
    [InlineData(60, 2.0003)]
    [InlineData(1000, 1.9623)]
    public void Students_t_is_that_of_the_tables(int freedom, double expected) => Assert.Equal(expected, StudentDistribution.TwoSided95(freedom), 1e-3);

    // scipy.stats.page_trend_test(rows, method="exact")
    [Theory]
    [InlineData(1.0 / 720, 1, 2, 3, 4, 5, 6)]
    [InlineData(1.0, 6, 5, 4, 3, 2, 1)]
    public void Of_all_orders_of_a_row_one_rises_throughout(double chance, params int[] row) =>
        Assert.Equal(chance, TrendTest.Of([[.. row.Select(value => (double)value)]]).Rising, 1e-12);

    [Fact]
    public void Chances_of_rising_and_falling_mirror_each_other_and_equals_share_ranks()
    {
        double[][] rows = [[0.3, 0.1, 0.4, 0.4, 0.5, 0.9], [0.2, 0.6, 0.5, 0.3, 0.5, 0.8]];
        var (up, down) = (TrendTest.Of(rows), TrendTest.Of([.. rows.Select(row => row.Select(value => -value).ToArray())]));

        Assert.Equal(up.Rising, down.Falling, 1e-12);
        Assert.Equal(up.RankCorrelation, -down.RankCorrelation, 1e-12);
        Assert.Equal(Enumerate(rows), up.Rising, 1e-9);
    }

    /// <summary>The same chance without ranks in halves and without distributions: every order of both rows.</summary>
    static double Enumerate(double[][] rows)
    {
        static double Rank(double[] row, int i) => row.Count(value => value < row[i]) + (row.Count(value => value == row[i]) + 1) / 2.0;
        var sums = rows.Select(row => Orders([.. Enumerable.Range(0, row.Length)]).Select(order => order.Select((place, column) => Rank(row, place) * column).Sum()).ToList()).ToList();
        var observed = sums.Sum(row => row[0]);
        return sums[0].Sum(first => sums[1].Count(second => first + second >= observed - 1e-9)) / ((double)sums[0].Count * sums[1].Count);
    }

    static IEnumerable<int[]> Orders(int[] values) => values.Length == 0 ? [[]] : values.SelectMany(first => Orders([.. values.Where(value => value != first)]).Select(rest => (int[])[first, .. rest]));

    static Verdict Judge(params double[][] seeds) => Verdict.Of(Outcomes(seeds));

    static List<TrainingOutcome> Outcomes(params double[][] seeds) =>
    [
        .. from seed in Enumerable.Range(0, seeds.Length)
           from place in Enumerable.Range(0, seeds[seed].Length)
           select new TrainingOutcome(FamilyMember.All[place].Cardinality, (ulong)seed, seeds[seed][place], Loss: 1, TrainLoss: 1, Seconds: 1),
    ];
}
