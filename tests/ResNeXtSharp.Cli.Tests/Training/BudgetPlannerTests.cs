using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Tests.Training;

public sealed class BudgetPlannerTests
{
    readonly FakeClock _clock = new();

    [Fact]
    public void The_largest_model_for_which_enough_epochs_fit_gets_as_many_as_fit()
    {
        var choice = Choose(1000, epochSeconds: [10, 30, 60, 1], measuringSeconds: 20);

        // 1000 s less three measurements and a twentieth, in epochs of 30 s; the fourth model is not measured any more.
        Assert.Equal(("b", 29), (choice.Model, choice.Epochs));
        Assert.Equal(["a", "b", "c"], choice.Measured.Select(each => each.Model));
        Assert.Equal([93, 30, 14], choice.Measured.Select(each => each.Epochs));
    }

    [Fact]
    public void A_model_for_which_too_few_epochs_fit_is_taken_only_if_there_is_none_smaller()
    {
        var choice = Choose(100, epochSeconds: [20, 1], measuringSeconds: 0);
        Assert.Equal(("a", 4), (choice.Model, choice.Epochs));
    }

    [Fact]
    public void The_test_at_the_end_is_part_of_the_time() => Assert.Equal(9, Choose(100, [5], 0, finishSeconds: 50).Epochs);

    [Fact]
    public void There_are_never_more_epochs_than_help() => Assert.Equal(300, Choose(1e5, [1], 0).Epochs);

    [Fact]
    public void Epochs_that_were_asked_for_choose_the_model() => Assert.Equal(("b", 4), Choose(100, [1, 20, 30], 0, epochs: 4) is var choice ? (choice.Model, choice.Epochs) : default);

    [Fact]
    public void What_does_not_fit_is_refused_with_the_time_it_takes()
    {
        Assert.Contains("1 epoch of a at 200.0 s each do not fit into what is left of 1m40s: give a longer --budget", Refused(100, [200], null));
        Assert.Contains("30 epochs of a at 20.0 s each do not fit", Refused(100, [20], 30));
    }

    [Theory]
    [InlineData(50_000, 128)]
    [InlineData(6_400, 128)]
    [InlineData(6_000, 64)]
    [InlineData(800, 16)]
    [InlineData(10, 16)]
    public void An_epoch_has_fifty_steps_where_it_can(int pictures, int batchSize) => Assert.Equal(batchSize, BudgetPlanner.BatchSizeFor(pictures));

    [Fact]
    public void Candidates_rise_in_cost_and_suit_the_pictures()
    {
        Assert.Equal("resnext_tiny", BudgetedSetup.Candidates(32).First());
        Assert.Equal("resnext29_16x64d", BudgetedSetup.Candidates(32).Last());
        Assert.Equal("resnext50_32x4d", BudgetedSetup.Candidates(224).First());
    }

    string Refused(double seconds, double[] epochSeconds, int? epochs) => Assert.Throws<UsageException>(() => Choose(seconds, epochSeconds, 0, epochs: epochs)).Message;

    BudgetChoice Choose(double seconds, double[] epochSeconds, double measuringSeconds, double finishSeconds = 0, int? epochs = null)
    {
        string[] names = ["a", "b", "c", "d"];
        var planner = new BudgetPlanner(new TimeBudget(TimeSpan.FromSeconds(seconds), _clock), model =>
        {
            _clock.Advance(measuringSeconds);
            return new EpochCost(TimeSpan.FromSeconds(epochSeconds[Array.IndexOf(names, model)]), TimeSpan.FromSeconds(finishSeconds));
        });
        return planner.Choose(names[..epochSeconds.Length], epochs);
    }
}
