using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Training;

public sealed class EpochPlanTests
{
    const int StepsPerEpoch = 10;

    readonly FakeClock _clock = new();

    [Fact]
    public void A_machine_as_quick_as_measured_trains_all_epochs()
    {
        var plan = Run(20, budget: 210, measured: 10, _ => 10);
        Assert.Equal((20, ""), (plan.Epochs, plan.Told));
    }

    [Fact]
    public void One_slow_epoch_within_the_reserve_costs_none_in_the_end() => Assert.Equal(20, Run(20, budget: 210, measured: 10, epoch => epoch == 4 ? 18 : 10).Epochs);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 5)]
    [InlineData(10, 1.3)]
    [InlineData(10, 2)]
    [InlineData(10, 3)]
    public void A_machine_that_becomes_slower_ends_on_time_with_the_last_learning_rate(int from, double times)
    {
        var run = Run(20, budget: 210, measured: 10, epoch => epoch < from ? 10 : 10 * times);

        Assert.True(run.Epochs < 20);
        // An epoch is not cut short, so that much it may be late.
        Assert.InRange(_clock.GetTimestamp() / (double)TimeSpan.TicksPerSecond, 210 - 20 * times, 210 + 10 * times);
        Assert.Equal(new CosineSchedule(1, 200).At(199), run.LastRate);
    }

    [Fact]
    public void When_the_time_has_run_out_one_epoch_follows_in_which_the_schedule_ends()
    {
        var run = Run(20, budget: 100, measured: 5, _ => 90);
        Assert.Equal(2, run.Epochs);
        Assert.Equal(new CosineSchedule(1, 200).At(199), run.LastRate);
    }

    [Fact]
    public void A_machine_that_becomes_quicker_trains_no_more_epochs() => Assert.Equal(20, Run(20, budget: 210, measured: 10, _ => 1).Epochs);

    [Fact]
    public void What_was_shortened_repeats_without_a_clock()
    {
        var run = Run(20, budget: 210, measured: 10, epoch => epoch < 5 ? 10 : 25);
        var again = new EpochPlan(20, run.Replans);
        var schedule = again.Around(new CosineSchedule(1, 200), StepsPerEpoch)!;

        Assert.Equal(run.Epochs, again.Epochs);
        Assert.Equal(run.Rates, Enumerable.Range(0, run.Rates.Count).Select(step => schedule.At(step)));
    }

    /// <summary>Trains as the command does, but for the training.</summary>
    TrainedPlan Run(int epochs, double budget, double measured, Func<int, double> seconds)
    {
        var replans = new List<int>();
        var plan = new EpochPlan(epochs, [])
        {
            Time = new TimeBudget(TimeSpan.FromSeconds(budget), _clock),
            Measured = TimeSpan.FromSeconds(measured),
            Replanned = all => replans = [.. all],
        };
        var schedule = plan.Around(new CosineSchedule(1, epochs * StepsPerEpoch), StepsPerEpoch)!;
        var rates = new List<double>();
        for (var epoch = 1; epoch <= plan.Epochs; epoch++)
        {
            for (var step = 0; step < StepsPerEpoch; step++) rates.Add(schedule.At(rates.Count));
            _clock.Advance(seconds(epoch));
            plan.EpochEnded(new EpochResult(epoch, 1, 0, 1, 0, 1, 1, TimeSpan.FromSeconds(seconds(epoch))));
        }
        return new TrainedPlan(plan.Epochs, rates, replans);
    }

    sealed record TrainedPlan(int Epochs, IReadOnlyList<double> Rates, IReadOnlyList<int> Replans)
    {
        public double LastRate => Rates[^1];

        public string Told => string.Join(' ', Replans);
    }
}
