using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models.Forms;

/// <summary>
/// One of the transformations that a block aggregates, without its way back up: 1x1 down to a few channels, 3x3 among them. Input [n, in, h, w], output
/// [n, width, h / stride, w / stride].
/// </summary>
public sealed class TransformationBranch : Module
{
    internal TransformationBranch(int inChannels, int width, int stride)
    {
        Conv1 = Register("conv1", ResidualBlock.Conv1x1(inChannels, width));
        Bn1 = Register("bn1", new BatchNorm2d(width));
        Conv2 = Register("conv2", ResidualBlock.Conv3x3(width, width, stride));
        Bn2 = Register("bn2", new BatchNorm2d(width));
        Relu = Register("relu", new ReLU(inplace: true));
    }

    /// <summary>1x1, from all channels to the branch's own.</summary>
    public Conv2d Conv1 { get; }

    /// <summary>Behind <see cref="Conv1"/>.</summary>
    public BatchNorm2d Bn1 { get; }

    /// <summary>3x3 among the branch's channels, with the block's stride.</summary>
    public Conv2d Conv2 { get; }

    /// <summary>Behind <see cref="Conv2"/>.</summary>
    public BatchNorm2d Bn2 { get; }

    ReLU Relu { get; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => ConvNorm.ForwardRelu(Conv2, Bn2, ConvNorm.ForwardRelu(Conv1, Bn1, input, Relu), Relu);
}
