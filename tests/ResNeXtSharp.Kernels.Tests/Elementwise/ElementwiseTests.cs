using ResNeXtSharp.Kernels.Tests.Checks;
using Kernel = ResNeXtSharp.Kernels.Elementwise.Elementwise;

namespace ResNeXtSharp.Kernels.Tests.Elementwise;

public class ElementwiseTests
{
    public static TheoryData<int> Lengths => [0, 1, 15, 1 << 15, (1 << 15) + 1, 100_003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Add_sums_element_by_element(int length)
    {
        float[] a = Values.Uniform(1, length), b = Values.Uniform(2, length);
        Guarded y = Guarded.Unwritten(length), target = new(a);
        Kernel.Add(a, b, y.Span);
        Kernel.Accumulate(b, target.Span);
        Check([.. a.Zip(b, (x, z) => x + z)], y);
        Check([.. a.Zip(b, (x, z) => x + z)], target);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Relu_and_its_gradient_match_the_definition(int length)
    {
        float[] a = Values.Uniform(3, length), gradient = Values.Uniform(4, length);
        Guarded y = Guarded.Unwritten(length), masked = Guarded.Unwritten(length);
        Kernel.Relu(a, y.Span);
        Kernel.ReluBackward(gradient, y.Span, masked.Span);
        Check([.. a.Select(x => Math.Max(x, 0))], y);
        Check([.. a.Zip(gradient, (x, g) => x > 0 ? g : 0)], masked);
    }

    [Fact]
    public void Not_a_number_passes_the_rectifier()
    {
        float[] y = new float[3];
        Kernel.Relu([float.NaN, -1, 1], y);
        Assert.Equal([float.NaN, 0, 1], y);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sigmoid_and_its_gradient_match_the_definition(int length)
    {
        float[] a = Values.Uniform(6, length, -12, 12), gradient = Values.Uniform(7, length);
        Guarded y = Guarded.Unwritten(length), slope = Guarded.Unwritten(length);
        Kernel.Sigmoid(a, y.Span);
        Kernel.SigmoidBackward(gradient, y.Span, slope.Span);
        y.CheckMargins("sigmoid");
        slope.CheckMargins("sigmoid");
        double[] exact = [.. a.Select(x => 1 / (1 + Math.Exp(-x)))];
        Closeness.Check(exact, y.Span, Closeness.OfSum(1), "sigmoid");
        Closeness.Check([.. exact.Zip(gradient, (value, g) => g * value * (1 - value))], slope.Span, Closeness.OfSum(3), "gradient");
    }

    [Fact]
    public void The_sigmoid_of_large_numbers_is_0_or_1()
    {
        float[] y = new float[4];
        Kernel.Sigmoid([-200, 200, float.NegativeInfinity, float.PositiveInfinity], y);
        Assert.Equal([0, 1, 0, 1], y);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Copy_copies(int length)
    {
        float[] a = Values.Uniform(5, length);
        Guarded y = Guarded.Unwritten(length);
        Kernel.Copy(a, y.Span);
        Check(a, y);
    }

    [Theory]
    [InlineData(3, 4, 4)]
    [InlineData(4, 3, 4)]
    [InlineData(4, 4, 3)]
    public void Operands_of_different_lengths_are_refused(int a, int b, int output)
    {
        Assert.Throws<ArgumentException>(() => Kernel.Add(new float[a], new float[b], new float[output]));
        Assert.Throws<ArgumentException>(() => Kernel.ReluBackward(new float[a], new float[b], new float[output]));
    }

    static void Check(float[] expected, Guarded actual)
    {
        actual.CheckMargins("elementwise");
        Assert.True(actual.Span.SequenceEqual(expected));
    }
}
