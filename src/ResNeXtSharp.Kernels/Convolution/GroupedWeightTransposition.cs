using ResNeXtSharp.Kernels.Gemm;
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

    // In the backward plan "out" is the convolution's input side.
    private int Inputs => _backward.OutPerGroup;

    private int Outputs => _backward.InPerGroup;

    internal void Run()
    {
        GroupedWeightTransposition job = this;
        WorkerPool.Run(GroupedWeights.Blocks(_backward.OutChannels), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        // Four input channels of one group meet four output channels in one block of either layout.
        bool fours = Inputs % 4 == 0 && Outputs % 4 == 0;
        int width = GroupedWeights.WidthOf(_backward.OutChannels, index);
        float* destination = _destination + ((nint)index * GroupedWeights.BlockWidth * _backward.KernelSize * Outputs);
        for (int lane = 0; lane < width; lane += fours ? 4 : 1)
        {
            int channel = (index * GroupedWeights.BlockWidth) + lane;
            int group = channel / Inputs, input = channel % Inputs;
            for (int k = 0; k < Outputs; k += fours ? 4 : 1)
            {
                int output = (group * Outputs) + k;
                int sourceWidth = GroupedWeights.WidthOf(_backward.SourceChannels, output / GroupedWeights.BlockWidth);
                float* source = _source + GroupedWeights.IndexOf(_backward.SourceChannels, _backward.KernelSize * Inputs, output, input);
                foreach (int tap in _backward.UsedTaps)
                {
                    float* from = source + ((nint)tap * Inputs * sourceWidth);
                    float* to = destination + ((((nint)tap * Outputs) + k) * width) + lane;
                    if (fours)
                        Transpose4x4.Copy(from, sourceWidth, to, width);
                    else
                        *to = *from;
                }
            }
        }
    }
}
