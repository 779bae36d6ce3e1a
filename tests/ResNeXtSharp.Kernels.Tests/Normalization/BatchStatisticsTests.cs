using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Normalization;

public class BatchStatisticsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(63, 16)]
    [InlineData(64, 17)]
    [InlineData(65, 33)]
    [InlineData(1000, 3)]
    [InlineData(20000, 5)]
    [InlineData(130, 513)]
    [InlineData(70, 1100)]
    public void Mean_and_variance_match_the_definition(int rows, int channels) => Check(Values.Uniform(1, rows * channels), rows, channels, 32 * Closeness.Epsilon);

    [Theory]
    [InlineData(100, 1)]
    [InlineData(1e4, 1)]
    [InlineData(1e4, 0.1)]
    [InlineData(-3e5, 5)]
    [InlineData(1e-20, 1e-18)]
    public void A_mean_far_larger_than_the_deviation_costs_no_accuracy(double mean, double deviation)
    {
        const int Rows = 3000, Channels = 19;
        Check(Values.Uniform(2, Rows * Channels, mean - deviation, mean + deviation), Rows, Channels, 64 * Closeness.Epsilon);
    }

    [Fact]
    public void Equal_values_have_no_variance() => Every.Level(level =>
    {
        float[] x = [.. Enumerable.Repeat(12345.678f, 1000 * 17)], mean = new float[17], variance = new float[17];
        BatchStatistics.Measure(x, 1000, 17, mean, variance);
        Assert.All(mean, value => Assert.Equal(12345.678f, value));
        Assert.All(variance, value => Assert.Equal(0, value));
    });

    [Fact]
    public void First_rows_that_are_outliers_cost_no_accuracy()
    {
        const int Rows = 200, Channels = 17;
        float[] x = Values.Uniform(3, Rows * Channels);
        for (int row = 0; row < Rows; row += 64)
            x.AsSpan(row * Channels, Channels).Fill(1e4f);
        Check(x, Rows, Channels, 32 * Closeness.Epsilon);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        float[] x = Values.Uniform(4, 5000 * 37);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] mean = new float[37], variance = new float[37];
                BatchStatistics.Measure(x, 5000, 37, mean, variance);
                return [.. mean, .. variance];
            },
            "5000 rows of 37 channels");
    }

    [Theory]
    [InlineData(0, 4, 0, 4)]
    [InlineData(3, 0, 12, 4)]
    [InlineData(3, 4, 11, 4)]
    [InlineData(3, 4, 12, 3)]
    public void Spans_that_do_not_fit_are_refused(int rows, int channels, int length, int results)
    {
        Assert.Throws<ArgumentException>(() => BatchStatistics.Measure(new float[length], rows, channels, new float[results], new float[4]));
        Assert.Throws<ArgumentException>(() => BatchStatistics.Measure(new float[length], rows, channels, new float[4], new float[results]));
    }

    static void Check(float[] x, int rows, int channels, double tolerance)
    {
        (double[] mean, double[] variance) = BatchNormReference.Measure(x, rows, channels);
        double largest = x.Max(Math.Abs);
        Every.Level(level =>
        {
            string context = $"{level}, {rows} rows of {channels} channels";
            Guarded measuredMean = Guarded.Unwritten(channels), measuredVariance = Guarded.Unwritten(channels);
            BatchStatistics.Measure(new Guarded(x).Span, rows, channels, measuredMean.Span, measuredVariance.Span);
            measuredMean.CheckMargins(context);
            measuredVariance.CheckMargins(context);
            Closeness.Check(mean, measuredMean.Span, 3 * Closeness.Epsilon * largest, $"mean, {context}");
            Closeness.CheckRelative(variance, measuredVariance.Span, tolerance, 0, $"variance, {context}");
        });
    }
}
