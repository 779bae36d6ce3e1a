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
