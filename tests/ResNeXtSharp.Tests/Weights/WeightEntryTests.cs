using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class WeightEntryTests
{
    [Fact]
    public void An_entry_knows_its_size()
    {
        WeightEntry weight = WeightEntry.Float32("w", [2, 3], new float[6]);
        WeightEntry counter = WeightEntry.Int64("n", [], new long[1]);
        Assert.Equal((WeightDType.F32, 24L), (weight.DType, weight.ByteCount));
        Assert.Equal((WeightDType.I64, 8L), (counter.DType, counter.ByteCount));
        Assert.Equal([2, 3], weight.Shape);
    }

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => WeightEntry.Float32("w", [2, 3], new float[5]));
        Assert.Contains("`w`: the shape [2, 3] has 6 elements, 5 values were given", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WeightEntry.Int64("n", [], Array.Empty<long>()));
    }

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WeightEntry.Float32("w", [-1, -1], new float[1]));
        Assert.Throws<ArgumentException>(() => WeightEntry.Float32("w", [int.MaxValue, int.MaxValue, int.MaxValue], _ => { }));
    }
}
