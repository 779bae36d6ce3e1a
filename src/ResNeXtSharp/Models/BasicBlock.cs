using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>Two 3x3 convolutions around a shortcut: the block of ResNet-18 and -34 (He et al. 2016, figure 5 left).</summary>
public sealed class BasicBlock : ResidualBlock
{
    /// <summary>Output channels per plane.</summary>
    public const int Expansion = 1;

    /// <summary>A block from <paramref name="inChannels"/> to <paramref name="planes"/> channels.</summary>
    public BasicBlock(int inChannels, int planes, int stride = 1, Sequential? downsample = null)
    {
        Conv1 = Register("conv1", Conv3x3(inChannels, planes, stride));
        Bn1 = Register("bn1", new BatchNorm2d(planes));
        Relu = Register("relu", new ReLU(inplace: true));
        Conv2 = Register("conv2", Conv3x3(planes, planes));
        Bn2 = Register("bn2", new BatchNorm2d(planes));
        Downsample = RegisterDownsample(downsample);
    }

    /// <summary>3x3, with the block's stride.</summary>
    public Conv2d Conv1 { get; }

    /// <summary>Behind <see cref="Conv1"/>.</summary>
    public BatchNorm2d Bn1 { get; }

    /// <summary>3x3.</summary>
    public Conv2d Conv2 { get; }

    /// <summary>Behind <see cref="Conv2"/>.</summary>
    public BatchNorm2d Bn2 { get; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor hidden = ConvNorm.ForwardRelu(Conv1, Bn1, input, Relu);
        return ConvNorm.ForwardAddRelu(Conv2, Bn2, hidden, input, Downsample, Relu);
    }
}
