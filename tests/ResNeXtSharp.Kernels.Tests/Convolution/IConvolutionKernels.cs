using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

/// <summary>The three kernels of a kind of convolution, and its weight layout. Logical weights are [out channel, ky, kx, in channel of the group].</summary>
internal interface IConvolutionKernels
{
    float[] Pack(ConvGeometry geometry, float[] logical);

    float[] Unpack(ConvGeometry geometry, ReadOnlySpan<float> weight, string context);

    void Forward(ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output);

    void BackwardInput(ConvGeometry geometry, ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, bool accumulate);

    void BackwardWeight(ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, bool accumulate);
}
