using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models.Forms;

/// <summary>
/// The branches' channels laid side by side and brought up together by one 1x1 convolution: a sum of products is one product of rows and columns laid side by
/// side (Xie et al. 2017, figure 3b).
/// </summary>
public sealed class EarlyConcatenationBlock : BranchedBlock
{
    /// <summary>The form of a bottleneck, with its values.</summary>
    public EarlyConcatenationBlock(Bottleneck block)
        : base(block)
    {
        Conv3 = Register("conv3", Conv1x1(block.Conv3.InChannels, block.Conv3.OutChannels));
        CopyFrom(block);
    }

    /// <summary>1x1, from the channels of all branches to those of the output.</summary>
    public Conv2d Conv3 { get; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor[] transformed = [.. Branches.Select(branch => branch.Forward(input))];
        return Bn3.ForwardAddRelu(Conv3.Forward(Functional.ConcatChannels(transformed)), input, Downsample, Relu);
    }
}
