using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

/// <summary><see cref="GroupedConvolution"/> with its weight in blocks of output channels.</summary>
internal sealed class GroupedKernels : IConvolutionKernels
{
    public float[] Pack(ConvGeometry geometry, float[] logical)
    {
        var packed = new float[logical.Length];
        int next = 0;
        foreach (int index in Walk(geometry))
            packed[next++] = logical[index];
        return packed;
    }

    public float[] Unpack(ConvGeometry geometry, ReadOnlySpan<float> weight, string context)
    {
        var logical = new float[weight.Length];
        int next = 0;
        foreach (int index in Walk(geometry))
            logical[index] = weight[next++];
        return logical;
    }

    public void Forward(ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output) =>
        GroupedConvolution.Forward(geometry, input, weight, output);

    public void BackwardInput(ConvGeometry geometry, ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, bool accumulate) =>
        GroupedConvolution.BackwardInput(geometry, gradOutput, weight, gradInput, accumulate);

    public void BackwardWeight(ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, bool accumulate) =>
        GroupedConvolution.BackwardWeight(geometry, input, gradOutput, gradWeight, accumulate);

    /// <summary>The logical index of every float in memory order: blocks of sixteen channels, in each the elements, in each the channels.</summary>
    internal static IEnumerable<int> Walk(ConvGeometry geometry)
    {
        for (int first = 0; first < geometry.OutChannels; first += 16)
        {
            for (int element = 0; element < geometry.Depth; element++)
            {
                for (int channel = first; channel < Math.Min(first + 16, geometry.OutChannels); channel++)
                    yield return (channel * geometry.Depth) + element;
            }
        }
    }
}
