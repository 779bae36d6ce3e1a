using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>gradWeight (+)= sum over pixels of expand(input) · gradOutput. Item = (block of output channels, kernel element), so every sum is one item's own.</summary>
internal readonly unsafe struct GroupedWeightGradient<TSimd, TVector>(
    TapPlan plan, int batch, float* input, float* gradOutput, float* permutations, float* gradWeight, bool accumulate) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Four input channels at a time, even and odd pixels apart: eight independent sums hide the latency of a multiply-add.
    private const int Channels = 4;

    private readonly TapPlan _plan = plan;
    private readonly int _batch = batch;
    private readonly float* _input = input;
    private readonly float* _gradOutput = gradOutput;
    private readonly float* _permutations = permutations;
    private readonly float* _gradWeight = gradWeight;
    private readonly bool _accumulate = accumulate;

    internal void Run()
    {
        GroupedWeightGradient<TSimd, TVector> job = this;
        WorkerPool.Run(GroupedWeights.Blocks(_plan.OutChannels) * _plan.KernelSize, ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int block = index / _plan.KernelSize, element = index % _plan.KernelSize;
        int width = GroupedWeights.WidthOf(_plan.OutChannels, block);
        int depth = _plan.InPerGroup;
        float* gradient = _gradWeight + ((nint)block * GroupedWeights.BlockWidth * _plan.KernelSize * depth) + ((nint)element * depth * width);
        if (!_accumulate)
            new Span<float>(gradient, depth * width).Clear();
        foreach (TapClass taps in _plan.Classes)
        {
            if (!taps.TryFind(element, out Tap tap))
                continue;
            for (int lane = 0; lane < width; lane += TSimd.Width)
            {
                for (int j = 0; j < depth; j += Channels)
                {
                    if (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup))
                        Sum<PermuteExpansion<TSimd, TVector>>(taps, tap.Offset, (block * GroupedWeights.BlockWidth) + lane, j, gradient + lane + (j * width), width);
                    else
                        Sum<BroadcastExpansion<TSimd, TVector>>(taps, tap.Offset, (block * GroupedWeights.BlockWidth) + lane, j, gradient + lane + (j * width), width);
                }
            }
        }
    }

    void Sum<TExpansion>(TapClass taps, nint offset, int channel, int j, float* gradient, nint step)
        where TExpansion : struct, IExpansion<TVector>
    {
        float* input = _input + offset + GroupLanes.Source(TSimd.Width, channel, _plan.OutPerGroup, _plan.InPerGroup);
        fixed (int* sources = taps.Sources, targets = taps.Targets)
        {
            for (int image = 0; image < _batch; image++)
            {
                SumPicture<TExpansion>(
                    input + ((nint)image * _plan.SourceLength), _gradOutput + channel + ((nint)image * _plan.TargetLength), sources, targets, taps.Count, j, gradient, step);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SumPicture<TExpansion>(float* input, float* gradOutput, int* sources, int* targets, int pixels, int j, float* gradient, nint step)
        where TExpansion : struct, IExpansion<TVector>
    {
        // Channels past the group's last repeat it; their sums are not stored.
        int last = _plan.InPerGroup - 1;
        int j1 = Math.Min(j + 1, last), j2 = Math.Min(j + 2, last), j3 = Math.Min(j + 3, last);
        TVector p0 = TSimd.Load(_permutations + (j * TSimd.Width)), p1 = TSimd.Load(_permutations + (j1 * TSimd.Width));
        TVector p2 = TSimd.Load(_permutations + (j2 * TSimd.Width)), p3 = TSimd.Load(_permutations + (j3 * TSimd.Width));
        TVector even0 = TSimd.Zero, even1 = TSimd.Zero, even2 = TSimd.Zero, even3 = TSimd.Zero;
        TVector odd0 = TSimd.Zero, odd1 = TSimd.Zero, odd2 = TSimd.Zero, odd3 = TSimd.Zero;
        int pixel = 0;
        for (; pixel + 1 < pixels; pixel += 2)
        {
            float* x = input + sources[pixel];
            TVector dy = TSimd.Load(gradOutput + targets[pixel]);
            even0 = TSimd.MultiplyAdd(TExpansion.Expand(x, j, p0), dy, even0);
            even1 = TSimd.MultiplyAdd(TExpansion.Expand(x, j1, p1), dy, even1);
            even2 = TSimd.MultiplyAdd(TExpansion.Expand(x, j2, p2), dy, even2);
            even3 = TSimd.MultiplyAdd(TExpansion.Expand(x, j3, p3), dy, even3);
            x = input + sources[pixel + 1];
            dy = TSimd.Load(gradOutput + targets[pixel + 1]);
            odd0 = TSimd.MultiplyAdd(TExpansion.Expand(x, j, p0), dy, odd0);
            odd1 = TSimd.MultiplyAdd(TExpansion.Expand(x, j1, p1), dy, odd1);
            odd2 = TSimd.MultiplyAdd(TExpansion.Expand(x, j2, p2), dy, odd2);
            odd3 = TSimd.MultiplyAdd(TExpansion.Expand(x, j3, p3), dy, odd3);
        }
        if (pixel < pixels)
        {
            float* x = input + sources[pixel];
            TVector dy = TSimd.Load(gradOutput + targets[pixel]);
            even0 = TSimd.MultiplyAdd(TExpansion.Expand(x, j, p0), dy, even0);
            even1 = TSimd.MultiplyAdd(TExpansion.Expand(x, j1, p1), dy, even1);
            even2 = TSimd.MultiplyAdd(TExpansion.Expand(x, j2, p2), dy, even2);
            even3 = TSimd.MultiplyAdd(TExpansion.Expand(x, j3, p3), dy, even3);
        }
        Add(gradient, TSimd.Add(even0, odd0));
        if (j + 1 <= last) Add(gradient + step, TSimd.Add(even1, odd1));
        if (j + 2 <= last) Add(gradient + (2 * step), TSimd.Add(even2, odd2));
        if (j + 3 <= last) Add(gradient + (3 * step), TSimd.Add(even3, odd3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(float* target, TVector sum) => TSimd.Store(target, TSimd.Add(TSimd.Load(target), sum));
}
