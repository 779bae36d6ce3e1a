using ResNeXtSharp.Kernels.Pooling;

namespace ResNeXtSharp.Kernels.Tests.Pooling;

public class PoolGeometryTests
{
    [Fact]
    public void The_stem_of_ResNet_halves_the_map()
    {
        var geometry = new PoolGeometry(2, 64, 112, 111, 3, 2, 1);
        Assert.Equal((56, 56), (geometry.OutHeight, geometry.OutWidth));
        Assert.Equal(2 * 56 * 56 * 64, geometry.OutputLength);
    }

    [Theory]
    [InlineData(0, 1, 4, 2, 1, 0)]
    [InlineData(1, 0, 4, 2, 1, 0)]
    [InlineData(1, 1, 0, 2, 1, 1)]
    [InlineData(1, 1, 4, 0, 1, 0)]
    [InlineData(1, 1, 4, 2, 0, 0)]
    [InlineData(1, 1, 4, 2, 1, -1)]
    [InlineData(1, 1, 4, 2, 1, 2)]
    [InlineData(1, 1, 4, 5, 1, 0)]
    public void Sizes_of_no_pooling_are_refused(int batch, int channels, int size, int kernel, int stride, int padding) =>
        Assert.Throws<ArgumentException>(() => new PoolGeometry(batch, channels, size, size, kernel, stride, padding));
}
