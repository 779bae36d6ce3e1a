using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Tests.Training;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Experiments;

/// <summary>Trainings that only let a clock go on: 10 seconds each.</summary>
public sealed class CardinalityExperimentTests : IDisposable
{
    const double Seconds = 10;

    static readonly ExperimentPlan Plan = new()
    {
        Data = "shapes", Coarse = false, ValidationShare = 0.2, TrainSize = 64, TestSize = 10, Epochs = 1, FirstSeed = 5, Seeds = 2, TrainFingerprint = "a", TestFingerprint = "b",
    };

    readonly TestFolder _folder = new();
    readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trainings_go_seed_by_seed_and_are_kept()
    {
        var folder = ExperimentFolder.Create(_folder["run"], Plan);

        Assert.True(Experiment(folder, minutes: 5).Run(CancellationToken.None));

        Assert.Equal(Plan.Order().Select(each => (each.Member.Cardinality, each.Seed)), folder.Outcomes.Select(outcome => (outcome.Cardinality, outcome.Seed)));
        Assert.Equal(folder.Outcomes, ExperimentFolder.Open(_folder["run"]).Outcomes);
        Assert.Equal(Plan, ExperimentFolder.Open(_folder["run"]).Plan);
    }

    [Fact]
    public void A_training_that_would_not_fit_is_not_begun_and_a_second_run_does_the_rest()
    {
        Assert.False(Experiment(ExperimentFolder.Create(_folder["run"], Plan), minutes: 45 / 60.0).Run(CancellationToken.None));
        Assert.Equal(4, ExperimentFolder.Open(_folder["run"]).Outcomes.Count);
        Assert.Equal(40, _clock.GetElapsedTime(0).TotalSeconds);

        var folder = ExperimentFolder.Open(_folder["run"]);
        Assert.Equal(80, Experiment(folder, minutes: 5).Rest().TotalSeconds);
        Assert.True(Experiment(folder, minutes: 5).Run(CancellationToken.None));
        Assert.Equal(12, folder.Outcomes.Count);
    }

    [Fact]
    public void A_training_that_becomes_slow_is_given_up_when_the_time_is_over()
    {
        var folder = ExperimentFolder.Create(_folder["run"], Plan);
        var slow = new CardinalityExperiment(folder, Train, new TimeBudget(TimeSpan.FromSeconds(5), _clock), new Dictionary<int, TimeSpan> { [1] = TimeSpan.FromSeconds(1) });

        Assert.False(slow.Run(CancellationToken.None));

        Assert.Empty(folder.Outcomes);
    }

    [Fact]
    public void Stopped_from_outside_it_says_how_to_go_on()
    {
        var folder = ExperimentFolder.Create(_folder["run"], Plan);
        using var stop = new CancellationTokenSource();
        var experiment = new CardinalityExperiment(folder, Train, null, new Dictionary<int, TimeSpan>()) { Finished = _ => stop.Cancel() };

        var stopped = Assert.Throws<ExperimentStoppedException>(() => experiment.Run(stop.Token));

        Assert.Contains($"stopped after 1 of 12 trainings; go on with: resnext experiment cardinality --resume {_folder["run"]}", stopped.Message, StringComparison.Ordinal);
        Assert.Single(ExperimentFolder.Open(_folder["run"]).Outcomes);
    }

    [Theory]
    [InlineData("experiment.json", "{", "cannot be understood")]
    [InlineData("experiment.json", "{}", "cannot be understood")]
    [InlineData("experiment.json", "null", "cannot be understood")]
    [InlineData("results.jsonl", "{\"cardinality\":1,\"seed\":5", "cannot be understood")]
    [InlineData("results.jsonl", "null", "cannot be understood")]
    [InlineData("results.jsonl", "{\"cardinality\":1,\"seed\":5,\"accuracy\":7,\"loss\":1,\"train_loss\":1,\"seconds\":1}", "cannot be understood")]
    [InlineData("results.jsonl", "{\"cardinality\":3,\"seed\":5,\"accuracy\":0.5,\"loss\":1,\"train_loss\":1,\"seconds\":1}", "not planned")]
    public void Damaged_files_are_refused_with_the_reason(string file, string content, string reason)
    {
        ExperimentFolder.Create(_folder["run"], Plan);
        File.WriteAllText(Path.Combine(_folder["run"], file), content);

        Assert.Contains(reason, Assert.Throws<UsageException>(() => ExperimentFolder.Open(_folder["run"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_out_of_range_is_refused()
    {
        ExperimentFolder.Create(_folder["run"], Plan with { Seeds = 1_000_000 });
        Assert.Contains("out of range", Assert.Throws<UsageException>(() => ExperimentFolder.Open(_folder["run"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_holds_one_experiment()
    {
        ExperimentFolder.Create(_folder["run"], Plan);
        Assert.Contains("holds an experiment already", Assert.Throws<UsageException>(() => ExperimentFolder.Create(_folder["run"], Plan)).Message, StringComparison.Ordinal);
    }

    CardinalityExperiment Experiment(ExperimentFolder folder, double minutes) => new(
        folder, Train, new TimeBudget(TimeSpan.FromMinutes(minutes), _clock), FamilyMember.All.ToDictionary(member => member.Cardinality, _ => TimeSpan.FromSeconds(Seconds)));

    TrainingOutcome Train(FamilyMember member, ulong seed, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _clock.Advance(Seconds);
        progress.Report(new TrainingProgress(1, 1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        cancellation.ThrowIfCancellationRequested();
        return new TrainingOutcome(member.Cardinality, seed, 0.5, 1, 1, Seconds);
    }
}
