using ResNeXtSharp.Kernels.Pooling;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Pooling;

public class AdaptiveAveragePoolTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1)]
    [InlineData(3, 7, 7, 33, 1, 1)]
    [InlineData(2, 8, 6, 17, 2, 3)]
    [InlineData(2, 7, 5, 16, 3, 2)]
    [InlineData(1, 3, 4, 5, 3, 4)]
    [InlineData(2, 2, 3, 9, 5, 7)]
    public void Windows_match_the_definition_for_any_pooledsize(int batch, int height, int width, int channels, int outHeight, int outWidth)
    {
        float[] x = Values.Uniform(1, batch * height * width * channels), dy = Values.Uniform(2, batch * outHeight * outWidth * channels), initial = Values.Uniform(3, x.Length);
        double[] y = new double[dy.Length], dx = new double[x.Length];
        foreach ((int output, int input, double share) in PoolingReference.AverageLinks(batch, height, width, channels, outHeight, outWidth))
        {
            y[output] += x[input] * share;
            dx[input] += dy[output] * share;
        }
        Guarded pooled = Guarded.Unwritten(y.Length), overwritten = Guarded.Unwritten(x.Length), accumulated = new(initial);
        AdaptiveAveragePool.Forward(new Guarded(x).Span, batch, height, width, channels, outHeight, outWidth, pooled.Span);
        AdaptiveAveragePool.Backward(new Guarded(dy).Span, batch, height, width, channels, outHeight, outWidth, overwritten.Span, accumulate: false);
        AdaptiveAveragePool.Backward(new Guarded(dy).Span, batch, height, width, channels, outHeight, outWidth, accumulated.Span, accumulate: true);
        foreach (Guarded target in new[] { pooled, overwritten, accumulated })
            target.CheckMargins("adaptive average pool");
        Closeness.Check(y, pooled.Span, 4 * Closeness.Epsilon, "forward");
        Closeness.Check(dx, overwritten.Span, 8 * Closeness.Epsilon, "backward");
        Closeness.Check([.. dx.Zip(initial, (sum, start) => sum + start)], accumulated.Span, 8 * Closeness.Epsilon, "backward, accumulate");
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        float[] x = Values.Uniform(4, 7 * 5 * 5 * 37);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] y = new float[7 * 2 * 3 * 37], dx = new float[x.Length];
                AdaptiveAveragePool.Forward(x, 7, 5, 5, 37, 2, 3, y);
                AdaptiveAveragePool.Backward(y, 7, 5, 5, 37, 2, 3, dx, accumulate: false);
                return [.. y, .. dx];
            },
            "seven pictures");
    }

    [Theory]
    [InlineData(17, 1, 1, 1)]
    [InlineData(18, 1, 1, 3)]
    [InlineData(18, 0, 1, 0)]
    [InlineData(18, 1, -1, -2)]
    public void Spans_and_sizes_that_do_not_fit_are_refused(int input, int outHeight, int outWidth, int output)
    {
        float[] x = new float[input], y = new float[Math.Max(0, output)];
        Assert.Throws<ArgumentException>(() => AdaptiveAveragePool.Forward(x, 1, 3, 3, 2, outHeight, outWidth, y));
        Assert.Throws<ArgumentException>(() => AdaptiveAveragePool.Backward(y, 1, 3, 3, 2, outHeight, outWidth, x, accumulate: false));
    }
}
