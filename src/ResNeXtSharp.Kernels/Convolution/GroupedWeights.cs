namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// The layout of a grouped convolution's weight: blocks of <see cref="BlockWidth"/> output channels (the last may be narrower), each
/// [kernelHeight, kernelWidth, inputs per group, channels of the block]. One vector holds the weights that one input channel of each group meets.
/// </summary>
public static class GroupedWeights
{
    /// <summary>Output channels of a block: one AVX-512 vector.</summary>
    public const int BlockWidth = 16;

    /// <summary>Blocks of <paramref name="channels"/> output channels.</summary>
    public static int Blocks(int channels) => (channels + BlockWidth - 1) / BlockWidth;

    /// <summary>Channels of block <paramref name="block"/>.</summary>
    public static int WidthOf(int channels, int block) => Math.Min(BlockWidth, channels - (block * BlockWidth));

    /// <summary>Where the weight of (output channel, kernel element, input channel in the group) lies.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="depth">Kernel elements times input channels per group.</param>
    /// <param name="channel">Output channel.</param>
    /// <param name="element">Kernel element times input channels per group plus input channel.</param>
    public static int IndexOf(int channels, int depth, int channel, int element)
    {
        int block = channel / BlockWidth;
        return (block * BlockWidth * depth) + (element * WidthOf(channels, block)) + (channel % BlockWidth);
    }
}
