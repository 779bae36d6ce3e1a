using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class ConvGeometryTests
{
    [Theory]
    [InlineData(224, 7, 2, 3, 112)]
    [InlineData(56, 3, 2, 1, 28)]
    [InlineData(32, 1, 1, 0, 32)]
    [InlineData(7, 3, 3, 0, 2)]
    [InlineData(1, 3, 1, 1, 1)]
    public void The_output_size_is_PyTorchs(int size, int kernel, int stride, int padding, int expected)
    {
        var geometry = new ConvGeometry(2, 4, size, size, 6, kernel, kernel, stride, padding, groups: 2);
        Assert.Equal((expected, expected), (geometry.OutHeight, geometry.OutWidth));
        Assert.Equal(2 * expected * expected * 6, geometry.OutputLength);
        Assert.Equal(kernel * kernel * 2, geometry.Depth);
    }

    [Theory]
    [InlineData(0, 4, 8, 4, 3, 1, 0, 1)]
    [InlineData(1, 0, 8, 4, 3, 1, 0, 1)]
    [InlineData(1, 4, 0, 4, 3, 1, 1, 1)]
    [InlineData(1, 4, 8, 0, 3, 1, 0, 1)]
    [InlineData(1, 4, 8, 4, 0, 1, 0, 1)]
    [InlineData(1, 4, 8, 4, 3, 0, 0, 1)]
    [InlineData(1, 4, 8, 4, 3, 1, -1, 1)]
    [InlineData(1, 4, 8, 4, 3, 1, 0, 0)]
    [InlineData(1, 4, 8, 4, 3, 1, 0, 3)]
    [InlineData(1, 6, 8, 4, 3, 1, 0, 3)]
    [InlineData(1, 4, 2, 4, 5, 1, 1, 1)]
    public void Sizes_of_no_convolution_are_refused(int batch, int inChannels, int size, int outChannels, int kernel, int stride, int padding, int groups) =>
        Assert.Throws<ArgumentException>(() => new ConvGeometry(batch, inChannels, size, size, outChannels, kernel, kernel, stride, padding, groups));

    [Fact]
    public void Activations_too_large_for_an_array_are_refused() =>
        Assert.Throws<OverflowException>(() => new ConvGeometry(1 << 16, 1 << 10, 64, 64, 1, 1, 1).InputLength);
}
