using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Explanation;

/// <summary>Some of a network's forward pass as a module of its own, so that its intermediate results are taken back.</summary>
internal sealed class ForwardPart(Func<Tensor, Tensor> forward) : Module
{
    protected override Tensor ForwardCore(Tensor input) => forward(input);
}
