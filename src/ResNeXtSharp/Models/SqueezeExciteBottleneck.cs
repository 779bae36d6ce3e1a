using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>A <see cref="Bottleneck"/> whose channels are weighed before the shortcut is added: the block of SE-ResNeXt, with timm's names.</summary>
public sealed class SqueezeExciteBottleneck : ResidualBlock
{
    /// <summary>A block from <paramref name="inChannels"/> to 4 · <paramref name="planes"/> channels; the parameters are those of <see cref="Bottleneck"/>.</summary>
    public SqueezeExciteBottleneck(int inChannels, int planes, int stride = 1, int groups = 1, int widthPerGroup = 64, Sequential? downsample = null)
    {
        int width = Bottleneck.Width(planes, groups, widthPerGroup), outChannels = planes * Bottleneck.Expansion;
        Conv1 = Register("conv1", Conv1x1(inChannels, width));
        Bn1 = Register("bn1", new BatchNorm2d(width));
        Conv2 = Register("conv2", Conv3x3(width, width, stride, groups));
        Bn2 = Register("bn2", new BatchNorm2d(width));
        Conv3 = Register("conv3", Conv1x1(width, outChannels));
        Bn3 = Register("bn3", new BatchNorm2d(outChannels));
        Se = Register("se", new SqueezeExcite(outChannels, seed: null));
        Relu = Register("relu", new ReLU(inplace: true));
        Downsample = RegisterDownsample(downsample);
    }

    /// <summary>1x1, reduces the channels.</summary>
    public Conv2d Conv1 { get; }

    /// <summary>Behind <see cref="Conv1"/>.</summary>
    public BatchNorm2d Bn1 { get; }

    /// <summary>3x3 in groups, with the block's stride.</summary>
    public Conv2d Conv2 { get; }

    /// <summary>Behind <see cref="Conv2"/>.</summary>
    public BatchNorm2d Bn2 { get; }

    /// <summary>1x1, restores the channels.</summary>
    public Conv2d Conv3 { get; }

    /// <summary>Behind <see cref="Conv3"/>.</summary>
    public BatchNorm2d Bn3 { get; }

    /// <summary>Weighs the channels.</summary>
    public SqueezeExcite Se { get; }

    /// <inheritdoc/>
    protected internal override string Kind => nameof(Bottleneck);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor reduced = ConvNorm.ForwardRelu(Conv1, Bn1, input, Relu);
        Tensor transformed = ConvNorm.ForwardRelu(Conv2, Bn2, reduced, Relu);
        Tensor restored = Bn3.Forward(Conv3.Forward(transformed));
        return Se.ForwardAddRelu(restored, input, Downsample, Relu);
    }
}
