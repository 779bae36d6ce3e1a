using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void It_stops_after_its_patience_and_goes_on_from_its_state()
    {
        double[] metrics = [0.1, 0.3, 0.3, 0.29, 0.31, 0.1, 0.2, 0.305];
        var stopping = new EarlyStopping(patience: 3);
        var stops = new List<bool>();
        foreach (double metric in metrics)
        {
            stopping = new EarlyStopping(patience: 3) { State = stopping.State };
            stops.Add(stopping.Note(metric));
        }
        Assert.Equal([false, false, false, false, false, false, false, true], stops);
        Assert.Equal((0.31, 3), stopping.State);
    }

    [Fact]
    public void A_gain_may_be_too_small()
    {
        var stopping = new EarlyStopping(patience: 1, leastGain: 0.01);
        Assert.False(stopping.Note(0.5));
        Assert.True(stopping.Note(0.505));
    }

    [Fact]
    public void Not_a_number_is_no_gain() => Assert.True(new EarlyStopping(patience: 1).Note(double.NaN));

    [Fact]
    public void Patience_is_at_least_one_epoch() => Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 0));
}
