using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Applies a forward <see cref="TapPlan"/> line by line to pixels where they lie. Item = (target lines, slices of channels). A strip of a line is computed
/// for all slices of the item before the next one, so that its pixels are read from end to end.
/// </summary>
internal readonly unsafe struct DirectJob<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly TapPlan _plan;
    private readonly int _batch;
    private readonly float* _source;
    private readonly float* _weight;
    private readonly float* _permutations;
    private readonly float* _target;
    private readonly GroupedEpilogue _epilogue;
    private readonly bool _spans;
    private readonly int _sliceOutputs;
    private readonly int _sliceInputs;
    private readonly int _units;
    private readonly int _slices;
    private readonly int _linesPerItem;
    private readonly int _slicesPerItem;

    internal DirectJob(TapPlan plan, int batch, float* source, float* weight, float* permutations, float* target, GroupedEpilogue epilogue)
    {
        _plan = plan;
        _batch = batch;
        _source = source;
        _weight = weight;
        _permutations = permutations;
        _target = target;
        _epilogue = epilogue;
        _spans = GroupLanes.Spans(TSimd.Width, plan.OutPerGroup);
        _sliceOutputs = GroupLanes.SliceOutputs(TSimd.Width, plan.OutPerGroup);
        _sliceInputs = GroupLanes.SliceInputs(TSimd.Width, plan.OutPerGroup, plan.InPerGroup);
        // Where lines go across pictures, as many pictures as a strip is long.
        _units = plan.AcrossPictures ? RowBlocks.Blocks(batch, GroupedWork.LongestStrip(TSimd.Width)) : batch;
        _slices = plan.OutChannels / _sliceOutputs;
        // Threads that share no pixels share no cache lines; but large weights are better read once, for all pictures.
        int items = GroupedWork.Items, lines = _units * plan.Targets.Length;
        if (GroupedWork.HasLargeWeight(plan))
            _slicesPerItem = Math.Max(1, _slices / items);
        else
            _slicesPerItem = RowBlocks.Blocks(_slices, Math.Min(RowBlocks.Blocks(items, lines), _slices));
        _linesPerItem = Math.Max(1, lines * RowBlocks.Blocks(_slices, _slicesPerItem) / items);
    }

    internal void Run()
    {
        DirectJob<TSimd, TVector> job = this;
        BufferPool.Reserve(_plan.SourceChannels, WorkerPool.Threads);
        WorkerPool.Run(RowBlocks.Blocks(_units * _plan.Targets.Length, _linesPerItem) * RowBlocks.Blocks(_slices, _slicesPerItem), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int sliceRuns = RowBlocks.Blocks(_slices, _slicesPerItem), firstSlice = index % sliceRuns * _slicesPerItem;
        int first = index / sliceRuns * _linesPerItem, last = Math.Min(first + _linesPerItem, _units * _plan.Targets.Length);
        var slices = new Slices(firstSlice, Math.Min(firstSlice + _slicesPerItem, _slices));
        StripTap* taps = stackalloc StripTap[_plan.KernelSize];
        NativeBuffer padding = BufferPool.Rent(_plan.SourceChannels);
        padding.Span.Clear();
        for (int line = first; line < last; line++)
            RunLine(line / _plan.Targets.Length, line % _plan.Targets.Length, slices, taps, padding.Pointer);
        BufferPool.Return(padding);
    }

    void RunLine(int unit, int line, Slices slices, StripTap* taps, float* padding)
    {
        if (_plan.AcrossPictures)
        {
            int first = (int)((long)_batch * unit / _units);
            RunStrip(first, line, 0, (int)((long)_batch * (unit + 1) / _units) - first, slices, taps, padding);
            return;
        }
        // Near the ends taps meet padding. A strip bears it at its own ends; where it reaches further in, positions go one by one.
        int count = _plan.Targets[line].Count, start = Math.Min(_plan.PaddedPositions, count), end = Math.Max(start, count - _plan.PaddedPositions);
        for (int position = 0; position < start; position++)
            RunStrip(unit, line, position, 1, slices, taps, padding);
        int strips = RowBlocks.Blocks(end - start, GroupedWork.LongestStrip(TSimd.Width));
        for (int s = 0; s < strips; s++)
        {
            int position = start + ((end - start) * s / strips);
            RunStrip(unit, line, position, start + ((end - start) * (s + 1) / strips) - position, slices, taps, padding);
        }
        for (int position = end; position < count; position++)
            RunStrip(unit, line, position, 1, slices, taps, padding);
    }

    void RunStrip(int picture, int index, int position, int length, Slices slices, StripTap* taps, float* padding)
    {
        ref readonly TargetLine line = ref _plan.Targets[index];
        int tapCount = 0;
        foreach (Tap tap in line.Taps)
        {
            ref readonly SourceLine source = ref _plan.Sources[tap.Line];
            int first = tap.Shift - source.Lead + position, last = first + length - 1;
            bool padsFirst = !_plan.AcrossPictures && (first < 0 || first >= source.Count), padsLast = !_plan.AcrossPictures && (last < 0 || last >= source.Count);
            if (length > 1 || !padsFirst)
                taps[tapCount++] = new StripTap(tap.Kernel, source.Offset + ((nint)first * _plan.SourceStep), padsFirst, padsLast, tap.Ahead);
        }
        var strip = new GroupedOperands
        {
            Depth = _plan.InPerGroup,
            Permutations = _permutations,
            TargetStep = _plan.TargetStep,
        };
        float* sources = _source + ((nint)picture * _plan.SourceLength);
        float* target = _target + ((nint)picture * _plan.TargetLength) + line.Offset + ((nint)position * _plan.TargetStep);
        int elements = _plan.KernelSize * _plan.InPerGroup;
        for (int slice = slices.First; slice < slices.Last; slice++)
        {
            strip.Source = sources + (slice * _sliceInputs);
            for (int channel = slice * _sliceOutputs; channel < (slice + 1) * _sliceOutputs; channel += TSimd.Width)
            {
                strip.Weight = _weight + GroupedWeights.IndexOf(_plan.OutChannels, elements, channel, 0);
                strip.WeightStep = GroupedWeights.WidthOf(_plan.OutChannels, channel / GroupedWeights.BlockWidth);
                strip.Target = target + channel;
                strip.Epilogue = _epilogue.At(channel);
                if (_spans)
                    Apply<PermuteExpansion<TSimd, TVector>>(strip, length, taps, tapCount, padding);
                else
                    Apply<BroadcastExpansion<TSimd, TVector>>(strip, length, taps, tapCount, padding);
            }
        }
    }

    void Apply<TExpansion>(in GroupedOperands strip, int length, StripTap* taps, int tapCount, float* padding)
        where TExpansion : struct, IExpansion<TVector>
    {
        nint step = _plan.SourceStep;
        switch (length)
        {
            case 1: DirectStripKernel<TSimd, TVector, TExpansion, Length1>.Run(strip, step, taps, tapCount, padding); break;
            case 2: DirectStripKernel<TSimd, TVector, TExpansion, Length2>.Run(strip, step, taps, tapCount, padding); break;
            case 3: DirectStripKernel<TSimd, TVector, TExpansion, Length3>.Run(strip, step, taps, tapCount, padding); break;
            case 4: DirectStripKernel<TSimd, TVector, TExpansion, Length4>.Run(strip, step, taps, tapCount, padding); break;
            case 5: DirectStripKernel<TSimd, TVector, TExpansion, Length5>.Run(strip, step, taps, tapCount, padding); break;
            case 6: DirectStripKernel<TSimd, TVector, TExpansion, Length6>.Run(strip, step, taps, tapCount, padding); break;
            case 7: DirectStripKernel<TSimd, TVector, TExpansion, Length7>.Run(strip, step, taps, tapCount, padding); break;
            case 8: DirectStripKernel<TSimd, TVector, TExpansion, Length8>.Run(strip, step, taps, tapCount, padding); break;
            case 9: DirectStripKernel<TSimd, TVector, TExpansion, Length9>.Run(strip, step, taps, tapCount, padding); break;
            case 10: DirectStripKernel<TSimd, TVector, TExpansion, Length10>.Run(strip, step, taps, tapCount, padding); break;
            case 11: DirectStripKernel<TSimd, TVector, TExpansion, Length11>.Run(strip, step, taps, tapCount, padding); break;
            case 12: DirectStripKernel<TSimd, TVector, TExpansion, Length12>.Run(strip, step, taps, tapCount, padding); break;
            case 13: DirectStripKernel<TSimd, TVector, TExpansion, Length13>.Run(strip, step, taps, tapCount, padding); break;
            default: DirectStripKernel<TSimd, TVector, TExpansion, Length14>.Run(strip, step, taps, tapCount, padding); break;
        }
    }

    /// <summary>Slices of channels, the last one excluded.</summary>
    private readonly record struct Slices(int First, int Last);
}
