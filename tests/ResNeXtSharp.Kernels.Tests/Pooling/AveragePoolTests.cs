using ResNeXtSharp.Kernels.Pooling;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Pooling;

public class AveragePoolTests
{
    // Pictures, channels, height, width, kernel, stride: even and odd maps, one pixel, windows that overlap and windows that leave gaps.
    public static TheoryData<int, int, int, int, int, int> Cases => new()
    {
        { 2, 5, 4, 6, 2, 2 }, { 1, 64, 7, 5, 2, 2 }, { 3, 3, 1, 1, 2, 2 }, { 2, 17, 5, 6, 3, 2 }, { 1, 4, 6, 7, 2, 3 }, { 2, 2, 5, 5, 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_directions_match_the_definition(int batch, int channels, int height, int width, int kernel, int stride)
    {
        int outHeight = AveragePool.OutputSize(height, kernel, stride), outWidth = AveragePool.OutputSize(width, kernel, stride);
        float[] x = Values.Uniform(1, batch * height * width * channels), dy = Values.Uniform(2, batch * outHeight * outWidth * channels);
        float[] initial = Values.Uniform(3, x.Length);
        var expected = new double[dy.Length];
        double[] gradient = new double[x.Length], accumulated = [.. initial.Select(value => (double)value)];
        foreach ((int output, int input, double share) in PoolingReference.AverageLinks(batch, height, width, channels, kernel, stride, outHeight, outWidth))
        {
            expected[output] += share * x[input];
            gradient[input] += share * dy[output];
            accumulated[input] += share * dy[output];
        }

        Guarded y = Guarded.Unwritten(dy.Length), dx = Guarded.Unwritten(x.Length), sum = new(initial);
        AveragePool.Forward(new Guarded(x).Span, batch, height, width, channels, kernel, stride, y.Span);
        AveragePool.Backward(new Guarded(dy).Span, batch, height, width, channels, kernel, stride, dx.Span, accumulate: false);
        AveragePool.Backward(dy, batch, height, width, channels, kernel, stride, sum.Span, accumulate: true);
        foreach (Guarded written in new[] { y, dx, sum })
            written.CheckMargins("average pooling");
        Closeness.Check(expected, y.Span, Closeness.OfSum(9), "forward");
        Closeness.Check(gradient, dx.Span, Closeness.OfSum(9), "backward");
        Closeness.Check(accumulated, sum.Span, Closeness.OfSum(10), "backward, accumulated");
    }

    [Theory]
    [InlineData(4, 2, 2, 2)]
    [InlineData(5, 2, 2, 3)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(6, 2, 3, 2)]
    [InlineData(5, 2, 4, 2)]
    [InlineData(4, 2, 4, 1)]
    public void A_window_that_would_begin_outside_is_left_out(int size, int kernel, int stride, int windows) =>
        Assert.Equal(windows, AveragePool.OutputSize(size, kernel, stride));

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        float[] x = Values.Uniform(4, 5 * 7 * 9 * 33), dy = Values.Uniform(5, 5 * 4 * 5 * 33);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] y = new float[dy.Length], dx = new float[x.Length];
                AveragePool.Forward(x, 5, 7, 9, 33, 2, 2, y);
                AveragePool.Backward(dy, 5, 7, 9, 33, 2, 2, dx, accumulate: false);
                return [.. y, .. dx];
            },
            "five pictures");
    }

    [Fact]
    public void Spans_of_the_wrong_length_and_sizes_of_no_pooling_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AveragePool.Forward(new float[15], 1, 4, 4, 1, 2, 2, new float[4]));
        Assert.Throws<ArgumentException>(() => AveragePool.Backward(new float[3], 1, 4, 4, 1, 2, 2, new float[16], accumulate: false));
        Assert.Throws<ArgumentException>(() => AveragePool.OutputSize(0, 2, 2));
    }
}
