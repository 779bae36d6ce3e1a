using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class MovableScheduleTests
{
    public static TheoryData<string> Names => ["cosine", "one-cycle", "warm-up", "multi-step"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Until_it_is_moved_every_step_has_the_learning_rate_it_had(string name)
    {
        (Schedule main, var movable) = (Create(name), new MovableSchedule(Create(name), 1000));
        Assert.All(Enumerable.Range(0, 1000), step => Assert.Equal(main.At(step), movable.At(step)));
        movable.MoveEnd(400, 600);
        Assert.All(Enumerable.Range(0, 401), step => Assert.Equal(main.At(step), movable.At(step)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_last_step_has_the_last_learning_rate_wherever_the_end_is_moved(string name)
    {
        Schedule main = Create(name);
        foreach (int end in (int[])[401, 402, 600, 999, 1000, 1500])
        {
            var movable = new MovableSchedule(Create(name), 1000);
            movable.MoveEnd(400, end);
            Assert.Equal(main.At(999), movable.At(end - 1));
        }
    }

    [Fact]
    public void What_is_left_is_gone_through_in_order_and_evenly_whatever_was_moved_before()
    {
        var movable = new MovableSchedule(new CosineSchedule(1, 1000), 1000);
        movable.MoveEnd(100, 800);
        movable.MoveEnd(200, 500);
        double[] rates = [.. Enumerable.Range(0, 500).Select(step => movable.At(step))];
        Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
        Assert.Equal(new CosineSchedule(1, 1000).At(999), rates[499]);
        // After 200 steps 100 + 100 * 899 / 699 of 1000 are gone; half of the rest lies half way between.
        double gone = 100 + (100 * 899.0 / 699);
        Assert.Equal(new CosineSchedule(1, 1000).At((long)((gone + 999) / 2)), movable.At(349), 0.01);
    }

    [Fact]
    public void An_end_that_lies_behind_is_refused()
    {
        var movable = new MovableSchedule(new CosineSchedule(1, 1000), 1000);
        Assert.Throws<ArgumentOutOfRangeException>(() => movable.MoveEnd(10, 10));
        movable.MoveEnd(10, 20);
        Assert.Throws<ArgumentOutOfRangeException>(() => movable.MoveEnd(9, 20));
    }

    static Schedule Create(string name) => name switch
    {
        "cosine" => new CosineSchedule(0.1, 1000),
        "one-cycle" => new OneCycleSchedule(0.1, 1000),
        "warm-up" => new WarmUpSchedule(new CosineSchedule(0.1, 950), 50),
        _ => new MultiStepSchedule(0.1, [500, 900]),
    };
}
