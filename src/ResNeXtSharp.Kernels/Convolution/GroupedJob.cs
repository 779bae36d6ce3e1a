using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Applies a backward <see cref="TapPlan"/> on packed lines: few taps meet a pixel there, and stores far apart are slow. Item = (units of pictures, band of lines, slices of channels).
/// </summary>
internal readonly unsafe struct GroupedJob<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Floats of a slice's packed band.
    private const int Band = 1 << 13;

    // Long strips from every line, and still several units of a small batch to share.
    private const int Pictures = 16;

    // Floats that may be packed together: half a mebibyte of the second-level cache.
    private const int Scratch = 1 << 17;

    private readonly TapPlan _plan;
    private readonly GroupedLayout<TSimd, TVector> _layout;
    private readonly int _batch;
    private readonly float* _source;
    private readonly float* _weight;
    private readonly float* _permutations;
    private readonly float* _target;
    private readonly GroupedEpilogue _epilogue;
    private readonly int _unitsPerItem;
    private readonly int _slicesPerItem;
    private readonly int _slicesTogether;

    internal GroupedJob(TapPlan plan, int batch, float* source, float* weight, float* permutations, float* target, GroupedEpilogue epilogue)
    {
        _plan = plan;
        _batch = batch;
        _source = source;
        _weight = weight;
        _permutations = permutations;
        _target = target;
        _epilogue = epilogue;
        _layout = new GroupedLayout<TSimd, TVector>(plan, batch, Band / LinePacking<TSimd, TVector>.Lanes, Pictures);
        // Threads that share no pictures share no cache lines; but large weights are better read once, for all pictures.
        int items = GroupedWork.Items;
        bool splitsSlices = GroupedWork.HasLargeWeight(plan);
        _slicesPerItem = splitsSlices ? Math.Max(1, _layout.Slices / items) : _layout.Slices;
        _unitsPerItem = Math.Max(1, _layout.Units * _layout.Bands * RowBlocks.Blocks(_layout.Slices, _slicesPerItem) / items);
        if (!splitsSlices && _unitsPerItem == 1)
            _slicesPerItem = Math.Clamp(_layout.Units * _layout.Bands * _layout.Slices / items, 1, _layout.Slices);
        _slicesTogether = _layout.Together(Math.Clamp(Scratch / _layout.ScratchLength, 1, _slicesPerItem));
    }

    internal void Run()
    {
        GroupedJob<TSimd, TVector> job = this;
        BufferPool.Reserve(_slicesTogether * _layout.ScratchLength, WorkerPool.Threads);
        WorkerPool.Run(RowBlocks.Blocks(_layout.Units, _unitsPerItem) * _layout.Bands * RowBlocks.Blocks(_layout.Slices, _slicesPerItem), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int sliceRuns = RowBlocks.Blocks(_layout.Slices, _slicesPerItem);
        int band = index / sliceRuns % _layout.Bands, firstUnit = index / sliceRuns / _layout.Bands * _unitsPerItem;
        int lastUnit = Math.Min(firstUnit + _unitsPerItem, _layout.Units), slice = index % sliceRuns * _slicesPerItem;
        NativeBuffer scratch = BufferPool.Rent(_slicesTogether * _layout.ScratchLength);
        (int firstSource, int lastSource) = _layout.SourcesOf(band);
        _layout.ClearBorders(_slicesTogether, firstSource, lastSource, scratch.Pointer);
        for (int last = Math.Min(slice + _slicesPerItem, _layout.Slices); slice < last; slice += _slicesTogether)
        {
            for (int unit = firstUnit; unit < lastUnit; unit++)
                RunSlices(slice, Math.Min(_slicesTogether, last - slice), unit * _layout.PicturesOfUnit, band, scratch.Pointer);
        }
        BufferPool.Return(scratch);
    }

    void RunSlices(int slice, int slices, int picture, int band, float* scratch)
    {
        int pictures = Math.Min(_layout.PicturesOfUnit, _batch - picture);
        (int firstTarget, int lastTarget) = _layout.TargetsOf(band);
        (int first, int last) = _layout.SourcesOf(band);
        var lines = new Lines(pictures, firstTarget, lastTarget, first, last, _layout.Pitch(pictures));
        nint plane = (nint)(last - first) * lines.Pitch * LinePacking<TSimd, TVector>.Lanes;
        _layout.Pack(_source + ((nint)picture * _plan.SourceLength) + (slice * _layout.SliceInputs), slices, pictures, first, last, scratch);

        int outputs = _layout.SliceOutputs, firstChannel = slice * outputs;
        for (int channel = firstChannel; channel < firstChannel + (slices * outputs); channel += TSimd.Width)
        {
            var operands = new GroupedOperands
            {
                Source = scratch + ((channel - firstChannel) / outputs * (_layout.PackedChannels / LinePacking<TSimd, TVector>.Lanes) * plane),
                PlaneStep = plane,
                Depth = _plan.InPerGroup,
                Weight = _weight + GroupedWeights.IndexOf(_plan.OutChannels, _plan.KernelSize * _plan.InPerGroup, channel, 0),
                WeightStep = GroupedWeights.WidthOf(_plan.OutChannels, channel / GroupedWeights.BlockWidth),
                Permutations = _permutations,
                Target = _target + ((nint)picture * _plan.TargetLength) + channel,
                TargetStep = _plan.TargetStep,
                Epilogue = _epilogue.At(channel),
            };
            if (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup))
                Sweep<PermuteExpansion<TSimd, TVector>>(operands, lines);
            else
                Sweep<BroadcastExpansion<TSimd, TVector>>(operands, lines);
        }
    }

    /// <summary>Line by line, in strips of nearly equal length.</summary>
    void Sweep<TExpansion>(in GroupedOperands operands, in Lines lines)
        where TExpansion : struct, IExpansion<TVector>
    {
        float* source = operands.Source - ((nint)lines.FirstSource * lines.Pitch * LinePacking<TSimd, TVector>.Lanes);
        for (int i = lines.FirstTarget; i < lines.LastTarget; i++)
        {
            TargetLine line = _plan.Targets[i];
            int count = _plan.AcrossPictures ? lines.Pictures : line.Count;
            int strips = RowBlocks.Blocks(count, GroupedWork.LongestStrip(TSimd.Width));
            GroupedOperands strip = operands;
            fixed (Tap* taps = line.Taps)
            {
                for (int s = 0; s < strips; s++)
                {
                    int position = count * s / strips, length = (count * (s + 1) / strips) - position;
                    strip.Source = source + (position * LinePacking<TSimd, TVector>.Lanes);
                    strip.Target = operands.Target + line.Offset + (position * operands.TargetStep);
                    RunStrip<TExpansion>(strip, length, taps, line.Taps.Length, lines.Pitch);
                }
            }
        }
    }

    static void RunStrip<TExpansion>(in GroupedOperands strip, int length, Tap* taps, int tapCount, int pitch)
        where TExpansion : struct, IExpansion<TVector>
    {
        switch (length)
        {
            case 1: StripKernel<TSimd, TVector, TExpansion, Length1>.Run(strip, taps, tapCount, pitch); break;
            case 2: StripKernel<TSimd, TVector, TExpansion, Length2>.Run(strip, taps, tapCount, pitch); break;
            case 3: StripKernel<TSimd, TVector, TExpansion, Length3>.Run(strip, taps, tapCount, pitch); break;
            case 4: StripKernel<TSimd, TVector, TExpansion, Length4>.Run(strip, taps, tapCount, pitch); break;
            case 5: StripKernel<TSimd, TVector, TExpansion, Length5>.Run(strip, taps, tapCount, pitch); break;
            case 6: StripKernel<TSimd, TVector, TExpansion, Length6>.Run(strip, taps, tapCount, pitch); break;
            case 7: StripKernel<TSimd, TVector, TExpansion, Length7>.Run(strip, taps, tapCount, pitch); break;
            case 8: StripKernel<TSimd, TVector, TExpansion, Length8>.Run(strip, taps, tapCount, pitch); break;
            case 9: StripKernel<TSimd, TVector, TExpansion, Length9>.Run(strip, taps, tapCount, pitch); break;
            case 10: StripKernel<TSimd, TVector, TExpansion, Length10>.Run(strip, taps, tapCount, pitch); break;
            case 11: StripKernel<TSimd, TVector, TExpansion, Length11>.Run(strip, taps, tapCount, pitch); break;
            case 12: StripKernel<TSimd, TVector, TExpansion, Length12>.Run(strip, taps, tapCount, pitch); break;
            case 13: StripKernel<TSimd, TVector, TExpansion, Length13>.Run(strip, taps, tapCount, pitch); break;
            default: StripKernel<TSimd, TVector, TExpansion, Length14>.Run(strip, taps, tapCount, pitch); break;
        }
    }

    /// <summary>The lines of an item.</summary>
    private readonly record struct Lines(int Pictures, int FirstTarget, int LastTarget, int FirstSource, int LastSource, int Pitch);
}
