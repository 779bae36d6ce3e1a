using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// gradWeight (+)= sum over pixels of expand(input) · gradOutput. Item = (chunk of pictures, slices of channels). Chunks depend on sizes alone and are added
/// in order, so every sum is the same for any number of threads.
/// </summary>
internal readonly unsafe struct GroupedWeightGradient<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Input and gradient of a band are read once per kernel element and input channel; they stay in the second-level cache, in good part in the first.
    // So many products also form one chain: short chains round less.
    private const int BandPositions = 512;

    // Long enough for three streams.
    private const int Pictures = 32;

    // Blocks of channels times chunks of pictures, where the batch has so many: work for many threads.
    private const int Items = 64;

    private readonly TapPlan _plan;
    private readonly int _batch;
    private readonly float* _input;
    private readonly float* _gradOutput;
    private readonly float* _permutations;
    private readonly float* _gradWeight;
    private readonly bool _accumulate;
    private readonly int _slicesPerItem;

    internal GroupedWeightGradient(
        TapPlan plan, int batch, float* input, float* gradOutput, float* permutations, float* gradWeight, bool accumulate)
    {
        _plan = plan;
        _batch = batch;
        _input = input;
        _gradOutput = gradOutput;
        _permutations = permutations;
        _gradWeight = gradWeight;
        _accumulate = accumulate;
        var layout = new GroupedLayout<TSimd, TVector>(plan, batch, BandPositions, Pictures);
        _slicesPerItem = layout.Together(Math.Clamp(layout.Slices * Chunks / GroupedWork.Items, 1, layout.Slices));
    }

    private int Chunks => Math.Min(_batch, (Items + GroupedWeights.Blocks(_plan.OutChannels) - 1) / GroupedWeights.Blocks(_plan.OutChannels));

    private int WeightLength => _plan.OutChannels * _plan.KernelSize * _plan.InPerGroup;

    internal void Run()
    {
        if (Chunks == 1)
        {
            RunChunks();
            return;
        }
        NativeBuffer partials = BufferPool.Rent(Chunks * WeightLength);
        new GroupedWeightGradient<TSimd, TVector>(_plan, _batch, _input, _gradOutput, _permutations, partials.Pointer, accumulate: false).RunChunks();
        ChunkSum.Run(partials.Pointer, Chunks, WeightLength, _gradWeight, _accumulate);
        BufferPool.Return(partials);
    }

    void RunChunks()
    {
        if (_plan.Slides)
        {
            new SlidingWeightGradient<TSimd, TVector>(_plan, _batch, Chunks, _input, _gradOutput, _permutations, _gradWeight, _accumulate).Run();
            return;
        }
        GroupedWeightGradient<TSimd, TVector> job = this;
        var layout = new GroupedLayout<TSimd, TVector>(_plan, (_batch + Chunks - 1) / Chunks, BandPositions, Pictures);
        BufferPool.Reserve(ScratchLength(layout), WorkerPool.Threads);
        WorkerPool.Run(Chunks * ((layout.Slices + _slicesPerItem - 1) / _slicesPerItem), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int chunk = index % Chunks, slice = index / Chunks * _slicesPerItem;
        int first = (int)((long)_batch * chunk / Chunks), last = (int)((long)_batch * (chunk + 1) / Chunks);
        float* gradient = _gradWeight + ((nint)chunk * WeightLength);
        var layout = new GroupedLayout<TSimd, TVector>(_plan, last - first, BandPositions, Pictures);
        int slices = Math.Min(_slicesPerItem, layout.Slices - slice);
        if (!_accumulate)
            Clear(_plan, gradient, slice * layout.SliceOutputs, (slice + slices) * layout.SliceOutputs);
        NativeBuffer scratch = BufferPool.Rent(ScratchLength(layout));
        for (int band = 0; band < layout.Bands; band++)
        {
            int cleared = 0;
            for (int picture = first; picture < last; picture += layout.PicturesOfUnit)
            {
                // Packing leaves the zeros around the lines alone, so they last until the lines lie elsewhere.
                int pictures = Math.Min(layout.PicturesOfUnit, last - picture);
                if (pictures != cleared)
                    ClearBorders(layout, slices, pictures, band, scratch.Pointer);
                cleared = pictures;
                AddBand(layout, slice, slices, picture, pictures, band, gradient, scratch.Pointer);
            }
        }
        BufferPool.Return(scratch);
    }

    void AddBand(in GroupedLayout<TSimd, TVector> layout, int slice, int slices, int picture, int pictures, int band, float* gradient, float* scratch)
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes;
        (int firstTarget, int lastTarget) = layout.TargetsOf(band);
        (int first, int last) = layout.SourcesOf(band);
        int pitch = layout.Pitch(pictures), outputs = layout.SliceOutputs, firstChannel = slice * outputs;
        nint plane = (nint)(last - first) * pitch * lanes, gradientPlane = GradientPlane(layout);
        LinePair* pairs = (LinePair*)scratch;
        float* gradOutput = scratch + (layout.LinesPerBand * 2), input = gradOutput + (Planes(layout) * gradientPlane);
        layout.Pack(_input + ((nint)picture * _plan.SourceLength) + (slice * layout.SliceInputs), slices, pictures, first, last, input);
        PackGradient(_gradOutput + ((nint)picture * _plan.TargetLength) + firstChannel, slices * outputs, pictures, firstTarget, lastTarget, gradOutput, gradientPlane);

        for (int channel = firstChannel; channel < firstChannel + (slices * outputs); channel += TSimd.Width)
        {
            int local = channel - firstChannel;
            var tile = new Tiles(
                pairs, pictures, input + (local / outputs * (layout.PackedChannels / lanes) * plane), plane, gradOutput + (local / lanes * gradientPlane) + (local % lanes),
                gradient + GroupedWeights.IndexOf(_plan.OutChannels, _plan.KernelSize * _plan.InPerGroup, channel, 0),
                GroupedWeights.WidthOf(_plan.OutChannels, channel / GroupedWeights.BlockWidth));
            for (int element = 0; element < _plan.KernelSize; element++)
            {
                int count = Pair(element, firstTarget, lastTarget, first, pitch, GradientPitch(pictures), pairs);
                if (count == 0)
                    continue;
                if (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup))
                    AddElement<PermuteExpansion<TSimd, TVector>>(tile, element, count);
                else
                    AddElement<BroadcastExpansion<TSimd, TVector>>(tile, element, count);
            }
        }
    }

    void AddElement<TExpansion>(in Tiles tiles, int element, int count)
        where TExpansion : struct, IExpansion<TVector>
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes, depth = _plan.InPerGroup, third = GradientPitch(tiles.Pictures) / 3;
        nint step = tiles.Width;
        for (int j = 0; j < depth; j += WeightGradientTile<TSimd, TVector, TExpansion>.Channels)
        {
            float* input = tiles.Input + ((nint)(j / lanes) * tiles.Plane) + (GroupLanes.Spans(TSimd.Width, _plan.OutPerGroup) ? 0 : j % lanes);
            WeightGradientTile<TSimd, TVector, TExpansion>.Run(
                tiles.Pairs, count, third, input, tiles.GradOutput, _permutations + (j * TSimd.Width), tiles.Gradient + (((element * depth) + j) * step), step, depth - j);
        }
    }

    /// <summary>Lists the lines that kernel element <paramref name="element"/> reaches.</summary>
    int Pair(int element, int firstTarget, int lastTarget, int firstSource, int pitch, int gradientPitch, LinePair* pairs)
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes, count = 0;
        for (int line = firstTarget; line < lastTarget; line++)
        {
            if (_plan.Targets[line].TryFind(element, out Tap tap))
                pairs[count++] = new LinePair((((tap.Line - firstSource) * pitch) + tap.Shift) * lanes, (line - firstTarget) * gradientPitch * lanes);
        }
        return count;
    }

    void PackGradient(float* source, int channels, int pictures, int firstTarget, int lastTarget, float* packed, nint plane)
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes, pitch = GradientPitch(pictures) * lanes;
        for (int i = firstTarget; i < lastTarget; i++, packed += pitch)
        {
            ref readonly TargetLine line = ref _plan.Targets[i];
            LinePacking<TSimd, TVector>.Pack(source + line.Offset, _plan.TargetStep, channels, _plan.AcrossPictures ? pictures : line.Count, packed, plane);
        }
    }

    void ClearBorders(in GroupedLayout<TSimd, TVector> layout, int slices, int pictures, int band, float* scratch)
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes, pitch = GradientPitch(pictures);
        float* gradOutput = scratch + (layout.LinesPerBand * 2), input = gradOutput + (Planes(layout) * GradientPlane(layout));
        for (int i = 0; i < layout.LinesPerBand; i++)
        {
            LinePacking<TSimd, TVector>.ClearBorders(
                gradOutput + ((nint)i * pitch * lanes), 0, _plan.AcrossPictures ? pictures : _plan.Targets[0].Count, pitch, Planes(layout), GradientPlane(layout));
        }
        (int first, int last) = layout.SourcesOf(band);
        layout.ClearBorders(slices, first, last, input);
        // The last thirds of lines may be a little short and read on, into the next line or here, to meet gradients of zero.
        new Span<float>(input + ((nint)slices * layout.PackedChannels * (last - first) * layout.Pitch(pictures)), 2 * lanes).Clear();
    }

    /// <summary>Positions of a packed line of the gradient: three equal thirds.</summary>
    int GradientPitch(int pictures) => ((_plan.AcrossPictures ? pictures : _plan.Targets[0].Count) + 2) / 3 * 3;

    int ScratchLength(in GroupedLayout<TSimd, TVector> layout)
    {
        int lanes = LinePacking<TSimd, TVector>.Lanes;
        return checked((_slicesPerItem * layout.ScratchLength) + (2 * lanes)
            + (layout.LinesPerBand * 2) + (Planes(layout) * GradientPlane(layout)));
    }

    /// <summary>Floats of a plane of the packed gradient.</summary>
    int GradientPlane(in GroupedLayout<TSimd, TVector> layout) =>
        layout.LinesPerBand * GradientPitch(layout.PicturesOfUnit) * LinePacking<TSimd, TVector>.Lanes;

    /// <summary>Planes of the packed gradient.</summary>
    int Planes(in GroupedLayout<TSimd, TVector> layout) =>
        ((_slicesPerItem * layout.SliceOutputs) + LinePacking<TSimd, TVector>.Lanes - 1) / LinePacking<TSimd, TVector>.Lanes;

    /// <summary>Zeros the gradient of some output channels, the last one excluded.</summary>
    internal static void Clear(TapPlan plan, float* gradient, int firstChannel, int lastChannel)
    {
        int elements = plan.KernelSize * plan.InPerGroup;
        for (int channel = firstChannel; channel < lastChannel; channel += TSimd.Width)
        {
            int step = GroupedWeights.WidthOf(plan.OutChannels, channel / GroupedWeights.BlockWidth);
            float* target = gradient + GroupedWeights.IndexOf(plan.OutChannels, elements, channel, 0);
            for (int i = 0; i < elements; i++, target += step)
                TSimd.Store(target, TSimd.Zero);
        }
    }

    /// <summary>What the tiles of one vector of output channels share.</summary>
    private readonly struct Tiles(LinePair* pairs, int pictures, float* input, nint plane, float* gradOutput, float* gradient, int width)
    {
        internal readonly LinePair* Pairs = pairs;
        internal readonly int Pictures = pictures;
        internal readonly float* Input = input;
        internal readonly nint Plane = plane;
        internal readonly float* GradOutput = gradOutput;
        internal readonly float* Gradient = gradient;
        internal readonly int Width = width;
    }
}
