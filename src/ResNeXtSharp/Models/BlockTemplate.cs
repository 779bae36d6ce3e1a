namespace ResNeXtSharp.Models;

/// <summary>
/// The block of Xie et al. 2017, section 3.4: from 256 channels down to <paramref name="Width"/> in each of <paramref name="Cardinality"/> branches, 3x3 among them, and up to 256 again;
/// or the same between other numbers of channels.
/// </summary>
/// <param name="Cardinality">Branches: C.</param>
/// <param name="Width">Channels of a branch: d.</param>
/// <param name="Channels">Channels in and out.</param>
public readonly record struct BlockTemplate(int Cardinality, int Width, int Channels = BlockTemplate.PaperChannels)
{
    /// <summary>Channels in and out of the paper's block.</summary>
    public const int PaperChannels = 256;

    /// <summary>ResNet-50's block, whose cost the paper keeps: 64 channels in one branch.</summary>
    public static BlockTemplate ResNet { get; } = new(1, 64);

    /// <summary>Channels of all branches.</summary>
    public int GroupedWidth => Cardinality * Width;

    /// <summary>The three convolutions.</summary>
    public IReadOnlyList<ConvolutionCost> Convolutions =>
        [new(Channels, GroupedWidth, 1), new(GroupedWidth, GroupedWidth, 3, Cardinality), new(GroupedWidth, Channels, 1)];

    /// <summary>Weights: C · (256 · d + 3 · 3 · d · d + d · 256).</summary>
    public long Parameters => Convolutions.Sum(convolution => convolution.Parameters);

    /// <summary>Multiply-adds of one picture of so many pixels.</summary>
    public long MultAdds(int pixels) => Convolutions.Sum(convolution => convolution.MultAdds(pixels));

    /// <summary>
    /// The block of that many branches which costs what ResNet's costs: the width nearest to the root of 9 d² + 512 d = P / C. For C = 2, 4, 8 and 32 it is the paper's table 2.
    /// </summary>
    /// <param name="cardinality">Branches.</param>
    /// <param name="channels">Channels in and out, of which ResNet's one branch has a quarter.</param>
    public static BlockTemplate OfConstantComplexity(int cardinality, int channels = PaperChannels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cardinality, 1);
        const double Taps = 9;
        double cost = new BlockTemplate(1, channels / 4, channels).Parameters, projections = 2 * channels;
        double root = (Math.Sqrt((projections * projections) + (4 * Taps * cost / cardinality)) - projections) / (2 * Taps);
        return new BlockTemplate(cardinality, Math.Max(1, (int)Math.Round(root)), channels);
    }
}
