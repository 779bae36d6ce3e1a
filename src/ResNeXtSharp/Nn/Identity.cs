using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Returns its input: torch.nn.Identity, which keeps a place in a <see cref="Sequential"/> and so the names behind it.</summary>
public sealed class Identity : Module
{
    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input;
}
