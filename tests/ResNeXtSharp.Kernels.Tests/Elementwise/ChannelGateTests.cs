using ResNeXtSharp.Kernels.Tests.Checks;
using Kernel = ResNeXtSharp.Kernels.Elementwise.ChannelGate;

namespace ResNeXtSharp.Kernels.Tests.Elementwise;

public class ChannelGateTests
{
    // Pictures, pixels, channels; the last has several blocks of rows, one of which holds two pictures.
    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 1 }, { 2, 6, 5 }, { 3, 49, 64 }, { 2, 150, 257 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward_matches_the_definition(int batch, int pixels, int channels)
    {
        float[] x = Values.Uniform(1, batch * pixels * channels), gate = Values.Uniform(2, batch * channels), residual = Values.Uniform(3, x.Length);
        foreach (bool relu in new[] { false, true })
        {
            foreach (bool add in new[] { false, true })
            {
                Guarded y = Guarded.Unwritten(x.Length);
                Kernel.Forward(new Guarded(x).Span, new Guarded(gate).Span, add ? new Guarded(residual).Span : default, relu, channels, y.Span);
                y.CheckMargins("channel gate");
                double[] expected = [.. Enumerable.Range(0, x.Length).Select(i => ((double)x[i] * gate[(i / (pixels * channels) * channels) + (i % channels)]) + (add ? residual[i] : 0))];
                Closeness.Check([.. expected.Select(value => relu ? Math.Max(value, 0) : value)], y.Span, Closeness.OfSum(2), $"residual {add}, relu {relu}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_gradient_of_the_gate_sums_over_the_picture(int batch, int pixels, int channels)
    {
        float[] x = Values.Uniform(1, batch * pixels * channels), dy = Values.Uniform(2, x.Length), initial = Values.Uniform(3, batch * channels);
        double[] expected = new double[initial.Length];
        for (int i = 0; i < x.Length; i++)
            expected[(i / (pixels * channels) * channels) + (i % channels)] += (double)x[i] * dy[i];
        Guarded gradient = Guarded.Unwritten(initial.Length), sum = new(initial);
        Kernel.BackwardGate(new Guarded(dy).Span, new Guarded(x).Span, channels, gradient.Span, accumulate: false);
        Kernel.BackwardGate(dy, x, channels, sum.Span, accumulate: true);
        gradient.CheckMargins("gate");
        sum.CheckMargins("gate");
        Closeness.Check(expected, gradient.Span, Closeness.OfSum(pixels), "overwritten");
        Closeness.Check([.. expected.Zip(initial, (a, b) => a + b)], sum.Span, Closeness.OfSum(pixels + 1), "accumulated");
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        float[] x = Values.Uniform(4, 3 * 400 * 65), gate = Values.Uniform(5, 3 * 65);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] y = new float[x.Length], gradient = new float[gate.Length];
                Kernel.Forward(x, gate, x, relu: true, 65, y);
                Kernel.BackwardGate(x, y, 65, gradient, accumulate: false);
                return [.. y, .. gradient];
            },
            "three pictures");
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Kernel.Forward(new float[12], new float[3], default, relu: false, 2, new float[12]));
        Assert.Throws<ArgumentException>(() => Kernel.Forward(new float[12], new float[4], new float[11], relu: false, 2, new float[12]));
        Assert.Throws<ArgumentException>(() => Kernel.Forward(new float[12], new float[4], default, relu: false, 2, new float[11]));
        Assert.Throws<ArgumentException>(() => Kernel.Forward(new float[13], new float[4], default, relu: false, 2, new float[13]));
        Assert.Throws<ArgumentException>(() => Kernel.BackwardGate(new float[11], new float[12], 2, new float[4], accumulate: false));
    }
}
