using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>
/// 1x1 down, 3x3 in groups, 1x1 up, around a shortcut. With <c>groups</c> = 1 it is ResNet's bottleneck, with more it is ResNeXt's block: the groups are
/// the aggregated transformations, their number the cardinality (Xie et al. 2017, figure 3c).
/// </summary>
public sealed class Bottleneck : ResidualBlock
{
    /// <summary>Output channels per plane.</summary>
    public const int Expansion = 4;

    /// <summary>A block from <paramref name="inChannels"/> to 4 · <paramref name="planes"/> channels.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="planes">The stage's width before groups and expansion: 64, 128, 256, 512.</param>
    /// <param name="stride">Stride of the 3x3 convolution.</param>
    /// <param name="groups">Cardinality.</param>
    /// <param name="widthPerGroup">Channels of one group at 64 planes: 4 in "32x4d".</param>
    /// <param name="downsample">The shortcut's projection.</param>
    public Bottleneck(int inChannels, int planes, int stride = 1, int groups = 1, int widthPerGroup = 64, Sequential? downsample = null)
    {
        int width = Width(planes, groups, widthPerGroup);
        Conv1 = Register("conv1", Conv1x1(inChannels, width));
        Bn1 = Register("bn1", new BatchNorm2d(width));
        Conv2 = Register("conv2", Conv3x3(width, width, stride, groups));
        Bn2 = Register("bn2", new BatchNorm2d(width));
        Conv3 = Register("conv3", Conv1x1(width, planes * Expansion));
        Bn3 = Register("bn3", new BatchNorm2d(planes * Expansion));
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

    /// <summary>Channels of all groups together.</summary>
    internal static int Width(int planes, int groups, int widthPerGroup) => (int)(planes * (widthPerGroup / 64.0)) * groups;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor reduced = ConvNorm.ForwardRelu(Conv1, Bn1, input, Relu);
        Tensor transformed = ConvNorm.ForwardRelu(Conv2, Bn2, reduced, Relu);
        return ConvNorm.ForwardAddRelu(Conv3, Bn3, transformed, input, Downsample, Relu);
    }
}
