using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// Mean over square windows; a last window that reaches past the border counts what lies inside it: torch.nn.AvgPool2d with
/// <c>ceil_mode=True, count_include_pad=False</c>.
/// </summary>
/// <param name="kernelSize">Rows and columns of the window.</param>
/// <param name="stride">Pixels between neighbouring windows.</param>
public sealed class AvgPool2d(int kernelSize, int stride) : Module
{
    /// <summary>Rows and columns of the window.</summary>
    public int KernelSize => kernelSize;

    /// <summary>Pixels between neighbouring windows.</summary>
    public int Stride => stride;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Functional.AvgPool2d(input, kernelSize, stride);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => $"kernel_size={kernelSize}, stride={stride}, padding=0";
}
