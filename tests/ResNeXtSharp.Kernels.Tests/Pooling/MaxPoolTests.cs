using ResNeXtSharp.Kernels.Pooling;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Pooling;

public class MaxPoolTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 0)]
    [InlineData(2, 17, 9, 7, 3, 2, 1)]
    [InlineData(3, 64, 8, 8, 3, 2, 1)]
    [InlineData(1, 5, 13, 11, 2, 2, 0)]
    [InlineData(2, 33, 6, 5, 3, 1, 1)]
    [InlineData(2, 20, 7, 9, 5, 3, 2)]
    [InlineData(1, 16, 10, 10, 2, 5, 1)]
    public void Values_and_winners_match_the_definition(int batch, int channels, int height, int width, int kernel, int stride, int padding)
    {
        var geometry = new PoolGeometry(batch, channels, height, width, kernel, stride, padding);
        Check(geometry, Values.Uniform(1, geometry.InputLength));
    }

    [Fact]
    public void The_first_of_equal_values_wins()
    {
        var geometry = new PoolGeometry(2, 19, 9, 9, 3, 2, 1);
        Check(geometry, [.. Values.Uniform(2, geometry.InputLength, -2, 2).Select(value => MathF.Round(value))]);
        Check(geometry, new float[geometry.InputLength]);
        Check(geometry, [.. Enumerable.Repeat(float.NegativeInfinity, geometry.InputLength)]);
    }

    [Fact]
    public void Padding_never_wins_over_negative_values()
    {
        var geometry = new PoolGeometry(1, 18, 5, 5, 3, 2, 1);
        Check(geometry, Values.Uniform(3, geometry.InputLength, -9, -8));
    }

    [Fact]
    public void Not_a_number_wins_its_windows()
    {
        var geometry = new PoolGeometry(2, 19, 9, 7, 3, 2, 1);
        float[] x = Values.Uniform(8, geometry.InputLength);
        for (int i = 0; i < x.Length; i += 5)
            x[i] = i % 2 == 0 ? float.NaN : float.PositiveInfinity;
        Check(geometry, x);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        var geometry = new PoolGeometry(7, 37, 14, 14, 3, 2, 1);
        float[] x = Values.Uniform(4, geometry.InputLength), dy = Values.Uniform(5, geometry.OutputLength);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] y = new float[geometry.OutputLength], winners = new float[geometry.OutputLength], dx = new float[geometry.InputLength];
                MaxPool.Forward(geometry, x, y, winners);
                MaxPool.Backward(geometry, dy, winners, dx, accumulate: false);
                return [.. y, .. winners, .. dx];
            },
            "seven pictures");
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Spans_of_the_wrong_length_are_refused(int inputMissing, int outputMissing, int winnersMissing)
    {
        var geometry = new PoolGeometry(1, 4, 4, 4, 2, 2, 0);
        float[] x = new float[64 - inputMissing], y = new float[16 - outputMissing], winners = new float[16 - winnersMissing];
        Assert.Throws<ArgumentException>(() => MaxPool.Forward(geometry, x, y, winners));
        Assert.Throws<ArgumentException>(() => MaxPool.Backward(geometry, y, winners, x, accumulate: false));
    }

    static void Check(PoolGeometry geometry, float[] input)
    {
        int[] expected = PoolingReference.MaxWinners(geometry, input);
        float[] dy = Values.Uniform(6, geometry.OutputLength), initial = Values.Uniform(7, geometry.InputLength);
        Every.Level(level =>
        {
            string context = $"{level}, {geometry}";
            Guarded y = Guarded.Unwritten(expected.Length), winners = Guarded.Unwritten(expected.Length);
            MaxPool.Forward(geometry, new Guarded(input).Span, y.Span, winners.Span);
            y.CheckMargins(context);
            winners.CheckMargins(context);
            Assert.True(y.Span.SequenceEqual([.. expected.Select(winner => input[winner])]), $"forward, {context}");

            foreach (bool accumulate in new[] { false, true })
            {
                double[] gradient = [.. initial.Select(value => accumulate ? (double)value : 0)];
                for (int i = 0; i < expected.Length; i++)
                    gradient[expected[i]] += dy[i];
                Guarded dx = accumulate ? new(initial) : Guarded.Unwritten(input.Length);
                MaxPool.Backward(geometry, new Guarded(dy).Span, winners.Span, dx.Span, accumulate);
                dx.CheckMargins(context);
                Closeness.Check(gradient, dx.Span, Closeness.OfSum(10), $"backward, accumulate {accumulate}, {context}");
            }
        });
    }
}
