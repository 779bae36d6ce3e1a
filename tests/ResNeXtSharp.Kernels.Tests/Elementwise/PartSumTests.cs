using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Elementwise;

public class PartSumTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 16)]
    [InlineData(2, 40_003)]
    public void Parts_are_added_in_double_precision(int count, int length)
    {
        float[] parts = Values.Uniform(1, count * length);
        double[] weights = [.. Enumerable.Range(1, count).Select(i => 1.0 / i)];
        var sum = new Guarded(new float[length]);
        PartSum.Run(parts, weights, sum.Span);
        sum.CheckMargins("sum");
        for (int i = 0; i < length; i++)
        {
            double expected = 0;
            for (int part = 0; part < count; part++)
                expected += weights[part] * parts[(part * length) + i];
            Assert.Equal((float)expected, sum.Span[i]);
        }
    }

    [Fact]
    public void One_part_keeps_its_bits_and_may_be_the_sum()
    {
        float[] part = [-0f, float.Epsilon, 1f / 3, float.MaxValue, -1, 0];
        float[] before = [.. part];
        PartSum.Run(part, [1], part);
        Assert.Equal(before.Select(BitConverter.SingleToInt32Bits), part.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Parts_without_weight_are_not_read()
    {
        var sum = new float[5];
        PartSum.Run([float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, 1, 2, 3, 4, 5], [0, 1], sum);
        Assert.Equal([1, 2, 3, 4, 5], sum);
    }

    [Fact]
    public void Lengths_that_do_not_match_are_refused() => Assert.Throws<ArgumentException>(() => PartSum.Run(new float[5], [1, 1], new float[3]));
}
