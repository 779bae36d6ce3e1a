using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Mean over windows that cover the map evenly, whatever its size: torch.nn.AdaptiveAvgPool2d.</summary>
/// <param name="outputHeight">Rows of the output.</param>
/// <param name="outputWidth">Columns of the output.</param>
public sealed class AdaptiveAvgPool2d(int outputHeight = 1, int outputWidth = 1) : Module
{
    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Functional.AdaptiveAvgPool2d(input, outputHeight, outputWidth);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => $"output_size=({outputHeight}, {outputWidth})";
}
