using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class ScheduleTests
{
    private const double Rate = 0.4;

    public static TheoryData<string> Names => ["step", "multi_step", "cosine", "one_cycle", "warm_up"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learning_rates_are_those_of_PyTorch(string name)
    {
        Schedule schedule = Create(name);
        double[] expected = TrainingGolden.Numbers(TrainingGolden.Get("schedules", name));
        for (int step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.At(step), 1e-14);
    }

    [Fact]
    public void A_plateau_is_left_as_PyTorch_leaves_it()
    {
        var schedule = new PlateauSchedule(Rate, factor: 0.5, patience: 2, threshold: 1e-3, cooldown: 1, lowest: 0.06);
        double[] metrics = TrainingGolden.Numbers(TrainingGolden.Get("metrics")), expected = TrainingGolden.Numbers(TrainingGolden.Get("schedules", "plateau"));
        for (int epoch = 0; epoch < metrics.Length; epoch++)
        {
            Assert.Equal(expected[epoch], schedule.At(epoch), 1e-14);
            schedule.EpochEnded(metrics[epoch]);
        }
    }

    [Fact]
    public void A_plateau_goes_on_from_its_state()
    {
        double[] metrics = TrainingGolden.Numbers(TrainingGolden.Get("metrics"));
        PlateauSchedule whole = new(Rate, patience: 2), first = new(Rate, patience: 2), second = new(Rate, patience: 2);
        foreach (double metric in metrics)
            whole.EpochEnded(metric);
        foreach (double metric in metrics[..9])
            first.EpochEnded(metric);
        second.State = first.State;
        foreach (double metric in metrics[9..])
            second.EpochEnded(metric);
        Assert.Equal(whole.State, second.State);
        Assert.NotEqual(Rate, whole.At(0));
    }

    [Fact]
    public void Behind_their_end_schedules_stay_where_they_ended()
    {
        Assert.Equal(0.01, new CosineSchedule(Rate, 20, 0.01).At(1000), 1e-15);
        Assert.Equal(Rate / 25 / 1e4, new OneCycleSchedule(Rate, 20).At(1000), 1e-15);
    }

    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(2, 0.3)]
    [InlineData(3, 1.0)]
    public void The_shortest_cycles_stay_finite(int steps, double risingShare)
    {
        var schedule = new OneCycleSchedule(Rate, steps, risingShare);
        for (int step = 0; step <= steps; step++)
            Assert.InRange(schedule.At(step), 0, Rate);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(Rate, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiStepSchedule(Rate, [1], factor: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(Rate, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(Rate, 10, lowest: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(Rate, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(Rate, 10, risingShare: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(Rate, 10, firstDivisor: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUpSchedule(new ConstantSchedule(Rate), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(Rate, factor: 1));
    }

    static Schedule Create(string name) => name switch
    {
        "step" => new StepSchedule(Rate, 7, 0.2),
        "multi_step" => new MultiStepSchedule(Rate, [5, 11]),
        "cosine" => new CosineSchedule(Rate, 19, 0.01),
        "one_cycle" => new OneCycleSchedule(Rate, 21),
        _ => new WarmUpSchedule(new CosineSchedule(Rate, 15, 0.01), 5, 0.1),
    };
}
