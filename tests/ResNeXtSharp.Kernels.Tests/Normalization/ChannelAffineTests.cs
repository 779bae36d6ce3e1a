using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Normalization;

public class ChannelAffineTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 16)]
    [InlineData(300, 17)]
    [InlineData(33, 67)]
    [InlineData(2, 20000)]
    public void Every_variant_matches_the_definition(int rows, int channels)
    {
        float[] x = Values.Uniform(1, rows * channels), residual = Values.Uniform(4, rows * channels);
        float[] mean = Values.Uniform(12, channels), scale = Values.Uniform(2, channels), bias = Values.Uniform(3, channels);
        foreach (bool relu in new[] { false, true })
        {
            foreach (bool withResidual in new[] { false, true })
                Check(x, mean, scale, bias, withResidual ? residual : [], relu);
        }
    }

    [Fact]
    public void A_mean_far_from_zero_costs_no_accuracy() =>
        Check(Values.Uniform(13, 50 * 19, 9999, 10001), Values.Uniform(14, 19, 9999, 10001), Values.Uniform(15, 19), Values.Uniform(16, 19), [], relu: false);

    [Fact]
    public void The_output_may_be_the_input() => Every.Level(level =>
    {
        float[] x = Values.Uniform(5, 40 * 19), scale = Values.Uniform(6, 19), bias = Values.Uniform(7, 19), expected = new float[x.Length];
        ChannelAffine.Forward(x, bias, scale, bias, default, relu: true, expected);
        ChannelAffine.Forward(x, bias, scale, bias, default, relu: true, x);
        Assert.Equal(expected, x);
    });

    [Fact]
    public void Not_a_number_passes_the_rectifier() => Every.Level(level =>
    {
        float[] x = Values.Uniform(8, 3 * 19), ones = [.. Enumerable.Repeat(1f, 19)], y = new float[x.Length];
        x[0] = x[20] = x[^1] = float.NaN;
        ChannelAffine.Forward(x, new float[19], ones, new float[19], default, relu: true, y);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(float.IsNaN(x[i]) ? float.NaN : Math.Max(0, x[i]), y[i]);
    });

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        float[] x = Values.Uniform(9, 3000 * 37), scale = Values.Uniform(10, 37), bias = Values.Uniform(11, 37);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                var y = new float[x.Length];
                ChannelAffine.Forward(x, bias, scale, bias, x, relu: true, y);
                return y;
            },
            "3000 rows of 37 channels");
    }

    [Theory]
    [InlineData(12, 3, 4, 4, 0, 12)]
    [InlineData(12, 4, 4, 3, 0, 12)]
    [InlineData(11, 4, 4, 4, 0, 11)]
    [InlineData(12, 4, 4, 4, 11, 12)]
    [InlineData(12, 4, 4, 4, 12, 11)]
    [InlineData(12, 0, 0, 0, 0, 12)]
    public void Spans_that_do_not_fit_are_refused(int input, int mean, int scale, int bias, int residual, int output) => Assert.Throws<ArgumentException>(
        () => ChannelAffine.Forward(new float[input], new float[mean], new float[scale], new float[bias], new float[residual], relu: false, new float[output]));

    static void Check(float[] x, float[] mean, float[] scale, float[] bias, float[] residual, bool relu)
    {
        var expected = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double value = (((double)x[i] - mean[i % scale.Length]) * scale[i % scale.Length]) + bias[i % scale.Length] + (residual.Length > 0 ? residual[i] : 0);
            expected[i] = relu ? Math.Max(0, value) : value;
        }
        Every.Level(level =>
        {
            string context = $"{level}, {x.Length / scale.Length} rows of {scale.Length} channels, residual {residual.Length > 0}, ReLU {relu}";
            Guarded y = Guarded.Unwritten(x.Length);
            ChannelAffine.Forward(new Guarded(x).Span, new Guarded(mean).Span, new Guarded(scale).Span, new Guarded(bias).Span, residual, relu, y.Span);
            y.CheckMargins(context);
            Closeness.Check(expected, y.Span, 3 * Closeness.Epsilon, context);
        });
    }
}
