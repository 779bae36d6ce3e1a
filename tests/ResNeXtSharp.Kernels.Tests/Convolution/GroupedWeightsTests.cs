using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class GroupedWeightsTests
{
    [Theory]
    [InlineData(4, 1)]
    [InlineData(16, 2)]
    [InlineData(20, 4)]
    [InlineData(64, 16)]
    public void Weights_lie_in_blocks_of_sixteen_output_channels(int channels, int groups)
    {
        var geometry = new ConvGeometry(1, channels, 4, 4, channels, 3, 3, stride: 1, padding: 1, groups);
        int next = 0;
        foreach (int logical in GroupedKernels.Walk(geometry))
            Assert.Equal(next++, GroupedWeights.IndexOf(channels, geometry.Depth, logical / geometry.Depth, logical % geometry.Depth));
        Assert.Equal(channels * geometry.Depth, next);
    }

    [Fact]
    public void The_last_block_may_be_narrower()
    {
        Assert.Equal(3, GroupedWeights.Blocks(36));
        Assert.Equal([16, 16, 4], Enumerable.Range(0, 3).Select(block => GroupedWeights.WidthOf(36, block)));
    }
}
