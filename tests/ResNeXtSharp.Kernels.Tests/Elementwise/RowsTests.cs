using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Elementwise;

public class RowsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(33, 10)]
    [InlineData(2000, 17)]
    [InlineData(3, 20000)]
    public void AddBias_adds_to_every_row(int rows, int channels)
    {
        float[] x = Values.Uniform(1, rows * channels), bias = Values.Uniform(2, channels);
        var target = new Guarded(x);
        Rows.AddBias(target.Span, bias);
        target.CheckMargins("bias");
        Assert.True(target.Span.SequenceEqual([.. x.Select((value, i) => value + bias[i % channels])]));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(33, 10)]
    [InlineData(2000, 17)]
    public void SumColumns_sums_over_rows(int rows, int channels)
    {
        float[] x = Values.Uniform(3, rows * channels), initial = Values.Uniform(4, channels);
        foreach (bool accumulate in new[] { false, true })
        {
            double[] expected = [.. initial.Select(value => accumulate ? (double)value : 0)];
            for (int i = 0; i < x.Length; i++)
                expected[i % channels] += x[i];
            Guarded sums = accumulate ? new(initial) : Guarded.Unwritten(channels);
            Rows.SumColumns(x, sums.Span, accumulate);
            sums.CheckMargins("sums");
            Closeness.Check(expected, sums.Span, Closeness.OfSum(rows + 1), $"{rows} rows of {channels} channels, accumulate {accumulate}");
        }
    }

    [Theory]
    [InlineData(5, 8, 2, 11, 3, 4)]
    [InlineData(1, 3, 0, 3, 0, 3)]
    [InlineData(7, 20, 19, 17, 16, 1)]
    public void Move_takes_a_range_of_channels_of_every_row(int rows, int sourceChannels, int sourceFirst, int targetChannels, int targetFirst, int count)
    {
        float[] source = Values.Uniform(5, rows * sourceChannels), initial = Values.Uniform(6, rows * targetChannels);
        foreach (bool accumulate in new[] { false, true })
        {
            float[] expected = [.. initial];
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < count; i++)
                {
                    ref float element = ref expected[(row * targetChannels) + targetFirst + i];
                    element = source[(row * sourceChannels) + sourceFirst + i] + (accumulate ? element : 0);
                }
            }
            var target = new Guarded(initial);
            Rows.Move(source, sourceChannels, sourceFirst, target.Span, targetChannels, targetFirst, count, accumulate);
            target.CheckMargins("move");
            Assert.Equal(expected, target.Span.ToArray());
        }
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(6, 0)]
    public void Rows_that_do_not_come_out_even_are_refused(int values, int channels)
    {
        Assert.Throws<ArgumentException>(() => Rows.AddBias(new float[values], new float[channels]));
        Assert.Throws<ArgumentException>(() => Rows.SumColumns(new float[values], new float[channels], accumulate: false));
    }

    [Theory]
    [InlineData(12, 4, -1, 9, 3, 0, 2)]
    [InlineData(12, 4, 3, 9, 3, 0, 2)]
    [InlineData(12, 4, 0, 9, 3, 2, 2)]
    [InlineData(12, 4, 0, 9, 3, 0, 0)]
    [InlineData(13, 4, 0, 9, 3, 0, 2)]
    [InlineData(12, 4, 0, 6, 3, 0, 2)]
    public void Ranges_that_do_not_fit_are_refused(int source, int sourceChannels, int sourceFirst, int target, int targetChannels, int targetFirst, int count) =>
        Assert.Throws<ArgumentException>(
            () => Rows.Move(new float[source], sourceChannels, sourceFirst, new float[target], targetChannels, targetFirst, count, accumulate: false));
}
