using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models.Forms;

/// <summary>
/// The block as its formula says, y = relu(shortcut(x) + norm(Σ T_i(x))): every branch goes down, transforms and comes up again by itself, and the results are
/// added (Xie et al. 2017, section 3.3 and figure 3a).
/// </summary>
public sealed class SplitTransformMergeBlock : BranchedBlock
{
    private readonly Conv2d[] _restore;

    /// <summary>The form of a bottleneck, with its values.</summary>
    public SplitTransformMergeBlock(Bottleneck block)
        : base(block)
    {
        _restore = new Conv2d[Branches.Count];
        for (int i = 0; i < _restore.Length; i++)
        {
            _restore[i] = Register($"restore{i + 1}", Conv1x1(Width, block.Conv3.OutChannels));
            Cut($"restore{i + 1}.weight", "conv3.weight", dimension: 1, branch: i);
        }
        CopyFrom(block);
    }

    /// <summary>1x1, from each branch's channels to those of the output.</summary>
    public IReadOnlyList<Conv2d> Restore => _restore;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor sum = _restore[0].Forward(Branches[0].Forward(input));
        for (int i = 1; i < _restore.Length; i++)
            sum = Functional.Add(sum, _restore[i].Forward(Branches[i].Forward(input)));
        return Bn3.ForwardAddRelu(sum, input, Downsample, Relu);
    }
}
