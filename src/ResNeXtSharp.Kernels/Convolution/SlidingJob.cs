using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Applies a <see cref="TapPlan"/> that slides. Item = (strips of columns, slices of channels). A strip is computed for all slices of the item before the
/// next one, so that its pixels are read from end to end and stay in the second-level cache.
/// </summary>
internal readonly unsafe struct SlidingJob<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly TapPlan _plan;
    private readonly float* _source;
    private readonly float* _weight;
    private readonly float* _permutations;
    private readonly float* _target;
    private readonly GroupedEpilogue _epilogue;
    private readonly int _strips;
    private readonly int _slices;
    private readonly int _stripsPerItem;
    private readonly int _slicesPerItem;

    internal SlidingJob(TapPlan plan, int batch, float* source, float* weight, float* permutations, float* target, GroupedEpilogue epilogue)
    {
        _plan = plan;
        _source = source;
        _weight = weight;
        _permutations = permutations;
        _target = target;
        _epilogue = epilogue;
        _strips = batch * StripsOfPicture;
        _slices = plan.OutChannels / SliceOutputs;
        // Threads that share no pixels share no cache lines; but large weights are better read once, for all pictures.
        int items = GroupedWork.Items;
        if (GroupedWork.HasLargeWeight(plan))
            _slicesPerItem = Math.Max(1, _slices / items);
        else
            _slicesPerItem = RowBlocks.Blocks(_slices, Math.Min(RowBlocks.Blocks(items, _strips), _slices));
        _stripsPerItem = Math.Max(1, _strips * RowBlocks.Blocks(_slices, _slicesPerItem) / items);
    }

    // Registers: three accumulators per position and some more.
    static int LongestStrip => TSimd.Width == 16 ? 8 : 4;

    private int Width => _plan.Targets[0].Count;

    private int StripsOfPicture => RowBlocks.Blocks(Width, LongestStrip);

    private int SliceOutputs => GroupLanes.SliceOutputs(TSimd.Width, _plan.OutPerGroup);

    internal void Run()
    {
        SlidingJob<TSimd, TVector> job = this;
        BufferPool.Reserve(_plan.SourceChannels, WorkerPool.Threads);
        WorkerPool.Run(RowBlocks.Blocks(_strips, _stripsPerItem) * RowBlocks.Blocks(_slices, _slicesPerItem), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int sliceRuns = RowBlocks.Blocks(_slices, _slicesPerItem), firstSlice = index % sliceRuns * _slicesPerItem;
        int first = index / sliceRuns * _stripsPerItem, last = Math.Min(first + _stripsPerItem, _strips);
        int firstChannel = firstSlice * SliceOutputs, lastChannel = Math.Min(firstSlice + _slicesPerItem, _slices) * SliceOutputs;
        NativeBuffer padding = BufferPool.Rent(_plan.SourceChannels);
        padding.Span.Clear();
        for (int strip = first; strip < last; strip++)
        {
            if (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup))
                Slide<PermuteExpansion<TSimd, TVector>>(strip, Math.Min(strip + 1, last - 1), firstChannel, lastChannel, padding.Pointer);
            else
                Slide<BroadcastExpansion<TSimd, TVector>>(strip, Math.Min(strip + 1, last - 1), firstChannel, lastChannel, padding.Pointer);
        }
        BufferPool.Return(padding);
    }

    void Slide<TExpansion>(int strip, int next, int firstChannel, int lastChannel, float* padding)
        where TExpansion : struct, IExpansion<TVector>
    {
        int height = _plan.Targets.Length, sign = _plan.Backward ? -1 : 1;
        int column = ColumnOf(strip % StripsOfPicture), end = ColumnOf((strip % StripsOfPicture) + 1);
        nint firstRow = _plan.Backward ? (nint)(height - 1) * Width : 0;
        nint pixel = PixelOf(strip), ahead = PixelOf(next) - pixel;
        var rows = new SlidingRows
        {
            Count = height,
            Pixel = _plan.SourceChannels,
            SourceStep = sign * Width * _plan.SourceChannels,
            TargetStep = sign * Width * _plan.OutChannels,
            TapStep = sign * _plan.SourceChannels,
            Padding = padding,
            PaddedFirst = column > 0 ? -1 : _plan.Backward ? 2 : 0,
            PaddedLast = end < Width ? -1 : _plan.Backward ? 0 : 2,
            SourceAhead = ahead * _plan.SourceChannels,
            TargetAhead = ahead * _plan.OutChannels,
        };
        for (int channel = firstChannel; channel < lastChannel; channel += TSimd.Width)
        {
            var operands = new GroupedOperands
            {
                Source = _source + ((pixel + firstRow) * _plan.SourceChannels) + (channel / SliceOutputs * GroupLanes.SliceInputs(TSimd.Width, _plan.OutPerGroup, _plan.InPerGroup)),
                Depth = _plan.InPerGroup,
                Weight = _weight + GroupedWeights.IndexOf(_plan.OutChannels, _plan.KernelSize * _plan.InPerGroup, channel, 0),
                WeightStep = GroupedWeights.WidthOf(_plan.OutChannels, channel / GroupedWeights.BlockWidth),
                Permutations = _permutations,
                Target = _target + ((pixel + firstRow) * _plan.OutChannels) + channel,
                TargetStep = _plan.OutChannels,
                Epilogue = _epilogue.At(channel),
            };
            switch (end - column)
            {
                case 2: SlidingKernel<TSimd, TVector, TExpansion, Length2>.Run(operands, rows); break;
                case 3: SlidingKernel<TSimd, TVector, TExpansion, Length3>.Run(operands, rows); break;
                case 4: SlidingKernel<TSimd, TVector, TExpansion, Length4>.Run(operands, rows); break;
                case 5: SlidingKernel<TSimd, TVector, TExpansion, Length5>.Run(operands, rows); break;
                case 6: SlidingKernel<TSimd, TVector, TExpansion, Length6>.Run(operands, rows); break;
                case 7: SlidingKernel<TSimd, TVector, TExpansion, Length7>.Run(operands, rows); break;
                default: SlidingKernel<TSimd, TVector, TExpansion, Length8>.Run(operands, rows); break;
            }
        }
    }

    /// <summary>Strips of a picture are of nearly equal width; none has a single column.</summary>
    int ColumnOf(int strip) => Width * strip / StripsOfPicture;

    /// <summary>The first pixel of a strip, counted from the first picture's first.</summary>
    nint PixelOf(int strip) => ((nint)(strip / StripsOfPicture) * _plan.Targets.Length * Width) + ColumnOf(strip % StripsOfPicture);
}
