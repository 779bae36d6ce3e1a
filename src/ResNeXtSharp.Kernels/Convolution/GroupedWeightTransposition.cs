using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Swaps input and output channels inside each group, so that the backward pass reads its weights as the forward pass does. Only kernel elements that
/// some pixel uses are written. Item = block of input channels.
/// </summary>
internal readonly unsafe struct GroupedWeightTransposition(TapPlan backward, float* source, float* destination) : IJob
{
    private readonly TapPlan _backward = backward;
    private readonly float* _source = source;
    private readonly float* _destination = destination;

    internal void Run()
    {
        GroupedWeightTransposition job = this;
        WorkerPool.Run(GroupedWeights.Blocks(_backward.OutChannels), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        // In the backward plan "out" is the convolution's input side.
        int inputs = _backward.OutPerGroup, outputs = _backward.InPerGroup;
        int width = GroupedWeights.WidthOf(_backward.OutChannels, index);
        float* destination = _destination + ((nint)index * GroupedWeights.BlockWidth * _backward.KernelSize * outputs);
        foreach (int tap in _backward.UsedTaps)
        {
            for (int lane = 0; lane < width; lane++)
            {
                int channel = (index * GroupedWeights.BlockWidth) + lane;
                int group = channel / inputs, input = channel % inputs;
                float* target = destination + ((nint)tap * outputs * width) + lane;
                for (int k = 0; k < outputs; k++, target += width)
                    *target = _source[GroupedWeights.IndexOf(_backward.SourceChannels, _backward.KernelSize * inputs, (group * outputs) + k, (tap * inputs) + input)];
            }
        }
    }
}
