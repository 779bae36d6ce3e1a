namespace ResNeXtSharp.Models;

/// <summary>What a convolution without bias costs.</summary>
/// <param name="InChannels">Channels that come in.</param>
/// <param name="OutChannels">Channels that go out.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Groups">Groups; a channel sees those of its own group alone.</param>
public readonly record struct ConvolutionCost(int InChannels, int OutChannels, int Kernel, int Groups = 1)
{
    /// <summary>Weights: k · k · in / groups · out.</summary>
    public long Parameters => (long)Kernel * Kernel * (InChannels / Groups) * OutChannels;

    /// <summary>Multiply-adds for a map of so many output pixels: every weight once a pixel.</summary>
    public long MultAdds(int pixels) => Parameters * pixels;
}
