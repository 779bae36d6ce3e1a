using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>max(x, 0): torch.nn.ReLU.</summary>
/// <param name="inplace">Only printed: residual networks in PyTorch rectify in place, here the engine decides.</param>
public sealed class ReLU(bool inplace = false) : Module
{
    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Functional.Relu(input);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => inplace ? "inplace=True" : "";
}
