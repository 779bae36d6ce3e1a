using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Maximum over square windows: torch.nn.MaxPool2d.</summary>
/// <param name="kernelSize">Rows and columns of the window.</param>
/// <param name="stride">Pixels between neighbouring windows.</param>
/// <param name="padding">Pixels by which windows may reach past the border, at most half the window.</param>
public sealed class MaxPool2d(int kernelSize, int stride, int padding = 0) : Module
{
    /// <summary>Rows and columns of the window.</summary>
    public int KernelSize => kernelSize;

    /// <summary>Pixels between neighbouring windows.</summary>
    public int Stride => stride;

    /// <summary>Pixels by which windows may reach past the border.</summary>
    public int Padding => padding;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Functional.MaxPool2d(input, kernelSize, stride, padding);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => $"kernel_size={kernelSize}, stride={stride}, padding={padding}, dilation=1, ceil_mode=False";
}
