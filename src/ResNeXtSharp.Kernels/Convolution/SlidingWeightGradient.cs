using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// The weight gradient of a convolution that slides: gradWeight += sum over pixels of expand(input) · gradOutput, from pixels where they lie. Item = (chunk
/// of pictures, slices of channels).
/// </summary>
internal readonly unsafe struct SlidingWeightGradient<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Input and gradient of a band are read once per kernel row and four input channels; they stay in the second-level cache. So many products also form
    // one chain: short chains round less.
    private const int BandPositions = 512;

    private readonly TapPlan _plan;
    private readonly int _batch;
    private readonly int _chunks;
    private readonly float* _input;
    private readonly float* _gradOutput;
    private readonly float* _permutations;
    private readonly float* _gradWeights;
    private readonly bool _accumulate;
    private readonly int _rows;
    private readonly int _slicesPerItem;

    /// <param name="plan">The plan.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="chunks">Chunks of pictures.</param>
    /// <param name="input">[batch, height, width, inChannels]</param>
    /// <param name="gradOutput">[batch, height, width, outChannels]</param>
    /// <param name="permutations">One per input channel of a group.</param>
    /// <param name="gradWeights">A gradient for every chunk.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    internal SlidingWeightGradient(
        TapPlan plan, int batch, int chunks, float* input, float* gradOutput, float* permutations, float* gradWeights, bool accumulate)
    {
        _plan = plan;
        _batch = batch;
        _chunks = chunks;
        _input = input;
        _gradOutput = gradOutput;
        _permutations = permutations;
        _gradWeights = gradWeights;
        _accumulate = accumulate;
        _rows = RowBlocks.Blocks(Height, RowBlocks.Blocks(Height * (Width + 2), BandPositions));
        _slicesPerItem = Math.Clamp(Slices * chunks / GroupedWork.Items, 1, Slices);
    }

    private int Height => _plan.Targets.Length;

    private int Width => _plan.Targets[0].Count;

    private int SliceOutputs => GroupLanes.SliceOutputs(TSimd.Width, _plan.OutPerGroup);

    private int SliceInputs => GroupLanes.SliceInputs(TSimd.Width, _plan.OutPerGroup, _plan.InPerGroup);

    /// <summary>
    /// Whether a band's pixels are copied next to each other. As they lie they share few cache sets, which four channels per group, read three times, do not mind.
    /// </summary>
    private bool Copies => _plan.InPerGroup > SlidingGradientTile<TSimd, TVector, PermuteExpansion<TSimd, TVector>>.Channels;

    /// <summary>A vector of zeros, and the copies: a vector of the gradient, and the input with the rows above and below.</summary>
    private int ScratchLength => checked(TSimd.Width + (Copies ? Width * ((_rows * TSimd.Width) + ((_rows + 2) * SliceInputs)) : 0));

    private int Slices => _plan.OutChannels / SliceOutputs;

    internal void Run()
    {
        SlidingWeightGradient<TSimd, TVector> job = this;
        BufferPool.Reserve(ScratchLength, WorkerPool.Threads);
        WorkerPool.Run(_chunks * RowBlocks.Blocks(Slices, _slicesPerItem), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int chunk = index % _chunks, slice = index / _chunks * _slicesPerItem;
        int first = (int)((long)_batch * chunk / _chunks), pictures = (int)((long)_batch * (chunk + 1) / _chunks) - first;
        int firstChannel = slice * SliceOutputs, lastChannel = Math.Min(slice + _slicesPerItem, Slices) * SliceOutputs;
        if (!_accumulate)
            GroupedWeightGradient<TSimd, TVector>.Clear(_plan, GradientOf(chunk), firstChannel, lastChannel);
        int units = RowBlocks.Blocks(Height, _rows) * pictures;
        NativeBuffer scratch = BufferPool.Rent(ScratchLength);
        scratch.Span[..TSimd.Width].Clear();
        var band = Band.Of(0, first, pictures, _rows, Height);
        for (int unit = 1; unit <= units; unit++)
        {
            Band next = unit < units ? Band.Of(unit, first, pictures, _rows, Height) : band;
            for (int channel = firstChannel; channel < lastChannel; channel += SliceOutputs)
            {
                if (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup))
                    AddBand<PermuteExpansion<TSimd, TVector>>(chunk, channel, band, next, scratch.Pointer);
                else
                    AddBand<BroadcastExpansion<TSimd, TVector>>(chunk, channel, band, next, scratch.Pointer);
            }
            band = next;
        }
        BufferPool.Return(scratch);
    }

    void AddBand<TExpansion>(int chunk, int firstChannel, Band band, Band next, float* scratch)
        where TExpansion : struct, IExpansion<TVector>
    {
        int inputChannel = firstChannel / SliceOutputs * SliceInputs;
        int firstSource = Math.Max(band.First - 1, 0), lastSource = Math.Min(band.Last + 1, Height);
        var input = new Pixels(InputAt(band.Picture, firstSource) + inputChannel, _plan.SourceChannels);
        float* copy = scratch + TSimd.Width;
        if (Copies)
            input = input.CopyTo(copy + (_rows * Width * TSimd.Width), SliceInputs, (lastSource - firstSource) * Width);
        for (int channel = firstChannel; channel < firstChannel + SliceOutputs; channel += TSimd.Width)
        {
            var grad = new Pixels(GradAt(band.Picture, band.First) + channel, _plan.OutChannels);
            if (Copies)
                grad = grad.CopyTo(copy, TSimd.Width, (band.Last - band.First) * Width);
            AddVector<TExpansion>(chunk, channel, band, next, input, firstSource, grad, scratch);
        }
    }

    void AddVector<TExpansion>(int chunk, int channel, Band band, Band next, Pixels input, int firstSource, Pixels grad, float* padding)
        where TExpansion : struct, IExpansion<TVector>
    {
        int depth = _plan.InPerGroup, elements = _plan.KernelSize * depth;
        nint step = GroupedWeights.WidthOf(_plan.OutChannels, channel / GroupedWeights.BlockWidth);
        float* gradient = GradientOf(chunk) + GroupedWeights.IndexOf(_plan.OutChannels, elements, channel, 0);
        for (int kernelRow = 0; kernelRow < 3; kernelRow++)
        {
            // Target rows whose source row lies inside the picture.
            int first = Math.Max(band.First, 1 - kernelRow), last = Math.Min(band.Last, Height + 1 - kernelRow);
            for (int j = 0; j < depth; j += SlidingGradientTile<TSimd, TVector, TExpansion>.Channels)
            {
                var rows = new GradientRows
                {
                    Count = last - first,
                    Width = Width,
                    Input = input.At((first + kernelRow - 1 - firstSource) * Width) + (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup) ? 0 : j),
                    InputStep = input.Step,
                    Grad = grad.At((first - band.First) * Width),
                    GradStep = grad.Step,
                    Padding = padding,
                    Ahead = padding,
                };
                // One pass over the band asks for the next one's input, one for its gradient.
                if (j == 0 && kernelRow == 0)
                {
                    rows.Ahead = InputAt(next.Picture, next.First) + channel;
                    rows.AheadStep = _plan.SourceChannels;
                }
                if (j == 0 && kernelRow == 1)
                {
                    rows.Ahead = GradAt(next.Picture, next.First) + channel;
                    rows.AheadStep = _plan.OutChannels;
                }
                SlidingGradientTile<TSimd, TVector, TExpansion>.Run(
                    rows, _permutations + (j * TSimd.Width), gradient + (((3 * kernelRow * depth) + j) * step), step, depth * step, depth - j);
            }
        }
    }

    float* InputAt(int picture, int row) => _input + (((nint)picture * Height) + row) * Width * _plan.SourceChannels;

    float* GradAt(int picture, int row) => _gradOutput + (((nint)picture * Height) + row) * Width * _plan.OutChannels;

    float* GradientOf(int chunk) => _gradWeights + ((nint)chunk * _plan.OutChannels * _plan.KernelSize * _plan.InPerGroup);

    /// <summary>The same channels of neighbouring pixels.</summary>
    private readonly struct Pixels(float* first, nint step)
    {
        private readonly float* _first = first;

        /// <summary>Floats from one pixel to the next.</summary>
        internal nint Step { get; } = step;

        internal float* At(int pixel) => _first + (pixel * Step);

        internal Pixels CopyTo(float* target, int channels, int count)
        {
            int whole = channels / TSimd.Width * TSimd.Width;
            float* from = _first, to = target;
            for (int i = 0; i < count; i++, from += Step, to += channels)
            {
                for (int channel = 0; channel < whole; channel += TSimd.Width)
                    TSimd.Store(to + channel, TSimd.Load(from + channel));
                if (whole < channels)
                    new ReadOnlySpan<float>(from + whole, channels - whole).CopyTo(new Span<float>(to + whole, channels - whole));
            }
            return new Pixels(target, channels);
        }
    }

    /// <summary>Target rows of a picture, the last one excluded.</summary>
    private readonly record struct Band(int Picture, int First, int Last)
    {
        /// <summary>Band by band, and in each picture by picture.</summary>
        internal static Band Of(int unit, int firstPicture, int pictures, int rows, int height)
        {
            int first = unit / pictures * rows;
            return new Band(firstPicture + (unit % pictures), first, Math.Min(first + rows, height));
        }
    }
}
