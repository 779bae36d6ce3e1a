using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Tests.Gemm;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

/// <summary><see cref="DenseConvolution"/> with its weight in panels.</summary>
internal sealed class DenseKernels : IConvolutionKernels
{
    public float[] Pack(ConvGeometry geometry, float[] logical) =>
        PanelLayout.Pack(GemmReference.Transpose(logical, geometry.OutChannels, geometry.Depth), geometry.Depth, geometry.OutChannels);

    public float[] Unpack(ConvGeometry geometry, ReadOnlySpan<float> weight, string context) =>
        GemmReference.Transpose(PanelLayout.Unpack(weight, geometry.Depth, geometry.OutChannels, context), geometry.Depth, geometry.OutChannels);

    public void Forward(ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output) =>
        DenseConvolution.Forward(geometry, input, weight, output);

    public void BackwardInput(ConvGeometry geometry, ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, bool accumulate) =>
        DenseConvolution.BackwardInput(geometry, gradOutput, weight, gradInput, accumulate);

    public void BackwardWeight(ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, bool accumulate) =>
        DenseConvolution.BackwardWeight(geometry, input, gradOutput, gradWeight, accumulate);
}
