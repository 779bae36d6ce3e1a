using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Normalization;

public class BatchNormBackwardTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 16)]
    [InlineData(65, 17)]
    [InlineData(3000, 5)]
    [InlineData(130, 600)]
    public void Reduce_masks_the_gradient_and_forms_both_sums(int rows, int channels)
    {
        float[] gradient = Values.Uniform(1, rows * channels), x = Values.Uniform(2, rows * channels), mean = Values.Uniform(3, channels);
        foreach (float[]? output in new[] { null, Values.Uniform(4, rows * channels) })
        {
            float[] masked = BatchNormReference.Mask(gradient, output);
            (double[] sum, double[] sumDeviation) = BatchNormReference.Reduce(masked, x, mean);
            Every.Level(level =>
            {
                string context = $"{level}, {rows} rows of {channels} channels, ReLU {output is not null}";
                Guarded g = new(gradient), first = Guarded.Unwritten(channels), second = Guarded.Unwritten(channels);
                BatchNormBackward.Reduce(g.Span, output, new Guarded(x).Span, new Guarded(mean).Span, first.Span, second.Span);
                foreach (Guarded target in new[] { g, first, second })
                    target.CheckMargins(context);
                Assert.True(g.Span.SequenceEqual(masked), $"mask, {context}");
                Closeness.Check(sum, first.Span, Closeness.OfSum(rows), $"sum, {context}");
                Closeness.Check(sumDeviation, second.Span, 2 * Closeness.OfSum(rows), $"sum of deviations, {context}");
            });
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(70, 17)]
    [InlineData(2000, 33)]
    public void Apply_matches_the_definition(int rows, int channels)
    {
        float[] g = Values.Uniform(1, rows * channels), x = Values.Uniform(2, rows * channels), initial = Values.Uniform(3, rows * channels);
        float[] mean = Values.Uniform(4, channels), scale = Values.Uniform(5, channels), shift = Values.Uniform(6, channels), slope = Values.Uniform(13, channels);
        foreach (bool accumulate in new[] { false, true })
        {
            double[] expected = [.. initial.Select(value => accumulate ? (double)value : 0)];
            for (int i = 0; i < g.Length; i++)
            {
                int c = i % channels;
                expected[i] += scale[c] * ((double)g[i] - shift[c] - (((double)x[i] - mean[c]) * slope[c]));
            }
            Every.Level(level =>
            {
                string context = $"{level}, {rows} rows of {channels} channels, accumulate {accumulate}";
                Guarded target = accumulate ? new(initial) : Guarded.Unwritten(g.Length);
                BatchNormBackward.Apply(new Guarded(g).Span, new Guarded(x).Span, mean, scale, shift, slope, target.Span, accumulate);
                target.CheckMargins(context);
                Closeness.Check(expected, target.Span, 5 * Closeness.Epsilon, context);
            });
        }
    }

    [Fact]
    public void The_target_may_be_the_gradient_itself() => Every.Level(level =>
    {
        float[] g = Values.Uniform(7, 40 * 19), x = Values.Uniform(8, 40 * 19), a = Values.Uniform(9, 19), expected = new float[g.Length];
        BatchNormBackward.Apply(g, x, a, a, a, a, expected, accumulate: false);
        BatchNormBackward.Apply(g, x, a, a, a, a, g, accumulate: false);
        Assert.Equal(expected, g);
    });

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        float[] gradient = Values.Uniform(10, 5000 * 37), x = Values.Uniform(11, 5000 * 37), mean = Values.Uniform(12, 37);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] g = [.. gradient], sum = new float[37], deviation = new float[37];
                BatchNormBackward.Reduce(g, x, x, mean, sum, deviation);
                BatchNormBackward.Apply(g, x, mean, sum, deviation, mean, g, accumulate: true);
                return [.. sum, .. deviation, .. g];
            },
            "5000 rows of 37 channels");
    }

    [Theory]
    [InlineData(11, 0, 12, 4, 4, 4)]
    [InlineData(12, 11, 12, 4, 4, 4)]
    [InlineData(12, 0, 12, 4, 3, 4)]
    [InlineData(12, 0, 12, 4, 4, 3)]
    [InlineData(13, 0, 13, 4, 4, 4)]
    [InlineData(12, 0, 12, 0, 0, 0)]
    public void Spans_that_do_not_fit_Reduce_are_refused(int gradient, int output, int input, int mean, int sum, int deviation) => Assert.Throws<ArgumentException>(
        () => BatchNormBackward.Reduce(new float[gradient], new float[output], new float[input], new float[mean], new float[sum], new float[deviation]));

    [Theory]
    [InlineData(11, 12, 4, 4, 4, 4, 12)]
    [InlineData(12, 12, 4, 3, 4, 4, 12)]
    [InlineData(12, 12, 4, 4, 3, 4, 12)]
    [InlineData(12, 12, 4, 4, 4, 3, 12)]
    [InlineData(12, 12, 4, 4, 4, 4, 11)]
    [InlineData(13, 13, 4, 4, 4, 4, 13)]
    [InlineData(12, 12, 0, 0, 0, 0, 12)]
    public void Spans_that_do_not_fit_Apply_are_refused(int gradient, int input, int mean, int scale, int shift, int slope, int target) => Assert.Throws<ArgumentException>(
        () => BatchNormBackward.Apply(new float[gradient], new float[input], new float[mean], new float[scale], new float[shift], new float[slope], new float[target], accumulate: false));
}
