using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Applies a <see cref="TapPlan"/>: the grouped convolution forward, or backward to its input. Item = (tap class, run of its pixels, block of channels).
/// </summary>
internal readonly unsafe struct GroupedJob<TSimd, TVector>(
    TapPlan plan, int batch, float* source, float* weight, float* permutations, float* target, bool accumulate) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // A run stays in cache while all taps pass over it, and is long enough to hide the cost of handing it out.
    private const int PixelsPerItem = 256;

    private readonly TapPlan _plan = plan;
    private readonly int _batch = batch;
    private readonly float* _source = source;
    private readonly float* _weight = weight;
    private readonly float* _permutations = permutations;
    private readonly float* _target = target;
    private readonly bool _accumulate = accumulate;

    internal void Run()
    {
        int runs = 0;
        foreach (TapClass taps in _plan.Classes)
            runs += Runs(taps);
        GroupedJob<TSimd, TVector> job = this;
        WorkerPool.Run(runs * GroupedWeights.Blocks(_plan.OutChannels), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int blocks = GroupedWeights.Blocks(_plan.OutChannels);
        int block = index % blocks, run = index / blocks;
        foreach (TapClass taps in _plan.Classes)
        {
            if (run < Runs(taps))
            {
                if (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup))
                    RunPixels<PermuteExpansion<TSimd, TVector>>(taps, run * PixelsPerItem, block);
                else
                    RunPixels<BroadcastExpansion<TSimd, TVector>>(taps, run * PixelsPerItem, block);
                return;
            }
            run -= Runs(taps);
        }
    }

    int Runs(TapClass taps) => ((taps.Count * _batch) + PixelsPerItem - 1) / PixelsPerItem;

    [SkipLocalsInit]
    void RunPixels<TExpansion>(TapClass taps, int first, int block)
        where TExpansion : struct, IExpansion<TVector>
    {
        const int Pixels = GroupedTile<TSimd, TVector, TExpansion>.Pixels;
        float** sources = stackalloc float*[Pixels];
        float** targets = stackalloc float*[Pixels];
        int blockWidth = GroupedWeights.WidthOf(_plan.OutChannels, block);
        nint depth = _plan.InPerGroup;
        float* weight = _weight + ((nint)block * GroupedWeights.BlockWidth * _plan.KernelSize * depth);
        int last = Math.Min(first + PixelsPerItem, taps.Count * _batch);
        fixed (Tap* tap = taps.Taps)
        {
            for (int lane = 0; lane < blockWidth; lane += TSimd.Width)
            {
                int channel = (block * GroupedWeights.BlockWidth) + lane;
                float* source = _source + GroupLanes.Source(TSimd.Width, channel, _plan.OutPerGroup, _plan.InPerGroup);
                float* target = _target + channel;
                int image = first / taps.Count, pixel = first % taps.Count;
                for (int done = first; done < last; done += Pixels)
                {
                    int count = Math.Min(Pixels, last - done);
                    for (int i = 0; i < Pixels; i++)
                    {
                        sources[i] = source + ((nint)image * _plan.SourceLength) + taps.Sources[pixel];
                        targets[i] = target + ((nint)image * _plan.TargetLength) + taps.Targets[pixel];
                        if (i < count - 1 || (i == count - 1 && done + count < last))
                            (image, pixel) = pixel + 1 < taps.Count ? (image, pixel + 1) : (image + 1, 0);
                    }
                    GroupedTile<TSimd, TVector, TExpansion>.Run(
                        tap, taps.Taps.Length, depth, weight + lane, blockWidth, _permutations, sources, targets, count, _accumulate);
                }
            }
        }
    }
}
