using System.Runtime.Intrinsics;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>Adds the row blocks' partial sums of two quantities in order and in double precision. Item = block of channels.</summary>
internal readonly unsafe struct PartialSums(float* partials, int blocks, int channels, float* first, float* second) : IJob
{
    private readonly float* _partials = partials;
    private readonly int _blocks = blocks;
    private readonly int _channels = channels;
    private readonly float* _first = first;
    private readonly float* _second = second;

    /// <summary>partials: [blocks, 2, channels], and <see cref="DoubleLanes.Count"/> floats more</summary>
    internal static void Combine(float* partials, int blocks, int channels, float* first, float* second)
    {
        var job = new PartialSums(partials, blocks, channels, first, second);
        WorkerPool.Run(RowBlocks.Blocks(channels, RowBlocks.MergedChannels), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int last = Math.Min((index + 1) * RowBlocks.MergedChannels, _channels);
        for (int c = index * RowBlocks.MergedChannels; c < last; c += DoubleLanes.Count)
        {
            Vector256<double> first = default, second = default;
            float* partial = _partials + c;
            for (int block = 0; block < _blocks; block++, partial += 2 * _channels)
            {
                first += DoubleLanes.Load(partial);
                second += DoubleLanes.Load(partial + _channels);
            }
            DoubleLanes.Store(_first + c, first, last - c);
            DoubleLanes.Store(_second + c, second, last - c);
        }
    }
}
