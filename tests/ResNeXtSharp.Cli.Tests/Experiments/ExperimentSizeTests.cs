using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Tests.Training;
using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Tests.Experiments;

/// <summary>Six networks that take 2 ms to train on a picture and 1 ms to classify one: three seeds are 36 ms for a picture seen by all.</summary>
public sealed class ExperimentSizeTests
{
    const int Seeds = 3, TestSize = 1_000;

    static readonly PictureCost[] Costs = [.. Enumerable.Repeat(new PictureCost(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1)), 6)];

    [Fact]
    public void In_a_short_time_there_are_fewer_pictures_of_ten_epochs()
    {
        var size = Choose(minutes: 20);

        // (20 min less a twentieth and the tests) / 36 ms / 10 epochs, in whole batches of 32.
        Assert.Equal(new ExperimentSize((int)((1140 - 18) / 0.036 / 10) / 32 * 32, 10), size);
        Assert.InRange(Seconds(size), 0, 1140);
    }

    [Fact]
    public void In_a_long_time_all_pictures_are_seen_more_often_up_to_a_limit()
    {
        Assert.Equal(new ExperimentSize(5_000, (int)((3420 - 18) / 0.036 / 5_000)), Choose(minutes: 60, available: 5_000));
        Assert.Equal(new ExperimentSize(5_000, ExperimentSize.MostEpochs), Choose(minutes: 6_000, available: 5_000));
    }

    [Fact]
    public void What_was_asked_for_stays()
    {
        Assert.Equal(15, Choose(minutes: 20, trainSize: 2_000).Epochs);
        Assert.Equal(new ExperimentSize((int)((1140 - 18) / 0.036 / 4) / 32 * 32, 4), Choose(minutes: 20, epochs: 4));
    }

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(20, 50_000, null)]
    [InlineData(20, null, 1_000)]
    [InlineData(20, 5_000, 20)]
    public void What_does_not_fit_is_refused_with_the_cure(int minutes, int? trainSize, int? epochs) =>
        Assert.Contains("give a longer --budget", Assert.Throws<UsageException>(() => Choose(minutes, 50_000, trainSize, epochs)).Message, StringComparison.Ordinal);

    [Fact]
    public void Tests_take_a_fifth_of_a_short_time_at_most()
    {
        Assert.Equal(2_000, ExperimentSize.TestSizeFitting(10_000, Time(minutes: 60), Costs, Seeds));
        Assert.Equal(666, ExperimentSize.TestSizeFitting(10_000, Time(minutes: 1), Costs, Seeds));
        Assert.Equal(50, ExperimentSize.TestSizeFitting(50, Time(minutes: 60), Costs, Seeds));
        Assert.Equal(2_000, ExperimentSize.TestSizeFitting(10_000, null, [], Seeds));
    }

    static ExperimentSize Choose(double minutes, int available = 50_000, int? trainSize = null, int? epochs = null) =>
        ExperimentSize.Fitting(Time(minutes), Costs, Seeds, available, TestSize, trainSize, epochs);

    static TimeBudget Time(double minutes) => new(TimeSpan.FromMinutes(minutes), new FakeClock());

    static double Seconds(ExperimentSize size) => Seeds * Costs.Sum(cost => cost.Of(size.TrainSize, size.Epochs, TestSize).TotalSeconds);
}
