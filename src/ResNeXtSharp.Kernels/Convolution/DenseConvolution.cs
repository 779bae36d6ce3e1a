using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Optimizers;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Convolution in one group as a matrix product. The weight is a Depth x OutChannels matrix in <see cref="Panels"/>, its rows ordered
/// [kernelHeight, kernelWidth, inChannels]. A pointwise convolution multiplies the activations as they lie; any other gathers its windows first,
/// a few pictures at a time.
/// </summary>
public static unsafe class DenseConvolution
{
    // Gathered windows of one chunk of pictures: 2 MiB, which caches hold. A constant, so that sums over chunks keep their order everywhere.
    private const int ChunkLength = 1 << 19;

    /// <summary>output = input * weight</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length, or there are several groups.</exception>
    public static void Forward(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output)
    {
        Check(geometry, input.Length, weight.Length, output.Length);
        if (geometry.IsPointwise)
        {
            PanelGemm.Forward(input, weight, output, geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            return;
        }
        foreach (Chunk chunk in new Chunks(geometry))
        {
            NativeBuffer columns = Gather(chunk, input);
            PanelGemm.Forward(columns.Span, weight, output[chunk.Outputs], chunk.Geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            BufferPool.Return(columns);
        }
    }

    /// <summary>output = input * weight, and the partial sums of its statistics as <see cref="BatchStatistics.MeasureBlocks"/> forms them.</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length, or there are several groups.</exception>
    public static void Forward(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, Span<float> partials)
    {
        Check(geometry, input.Length, weight.Length, output.Length);
        if (geometry.IsPointwise)
        {
            PanelGemm.Forward(input, weight, output, partials, geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            return;
        }
        if (!IsOneProduct(geometry))
        {
            // A block of rows could lie in two chunks.
            Forward(geometry, input, weight, output);
            BatchStatistics.MeasureBlocks(output, geometry.OutputRows, geometry.OutChannels, partials);
            return;
        }
        NativeBuffer columns = Gather(geometry, input);
        PanelGemm.Forward(columns.Span, weight, output, partials, geometry.OutputRows, geometry.Depth, geometry.OutChannels);
        BufferPool.Return(columns);
    }

    /// <summary>output = norm(input * weight)</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length, or there are several groups.</exception>
    public static void Forward(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, in ChannelNorm norm, Span<float> output)
    {
        Check(geometry, input.Length, weight.Length, output.Length);
        norm.Check(output.Length, geometry.OutChannels);
        if (geometry.IsPointwise)
        {
            PanelGemm.Forward(input, weight, norm, output, geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            return;
        }
        foreach (Chunk chunk in new Chunks(geometry))
        {
            NativeBuffer columns = Gather(chunk, input);
            PanelGemm.Forward(columns.Span, weight, norm.Slice(chunk.Outputs), output[chunk.Outputs], chunk.Geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            BufferPool.Return(columns);
        }
    }

    /// <summary>gradInput (+)= the transpose of the convolution applied to gradOutput</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length, or there are several groups.</exception>
    public static void BackwardInput(in ConvGeometry geometry, ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, bool accumulate)
    {
        Check(geometry, gradInput.Length, weight.Length, gradOutput.Length);
        if (geometry.IsPointwise)
        {
            PanelGemm.BackwardInput(gradOutput, weight, gradInput, geometry.OutputRows, geometry.Depth, geometry.OutChannels, accumulate);
            return;
        }
        foreach (Chunk chunk in new Chunks(geometry))
        {
            NativeBuffer columns = BufferPool.Rent(checked(chunk.Geometry.OutputRows * geometry.Depth));
            PanelGemm.BackwardInput(gradOutput[chunk.Outputs], weight, columns.Span, chunk.Geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            fixed (float* target = gradInput[chunk.Inputs])
                Col2Im.Run(chunk.Geometry, columns.Pointer, target, accumulate);
            BufferPool.Return(columns);
        }
    }

    /// <summary>gradWeight (+)= the correlation of input and gradOutput</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length, or there are several groups.</exception>
    public static void BackwardWeight(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, bool accumulate)
    {
        Check(geometry, input.Length, gradWeight.Length, gradOutput.Length);
        if (geometry.IsPointwise)
        {
            PanelGemm.BackwardWeight(input, gradOutput, gradWeight, geometry.OutputRows, geometry.Depth, geometry.OutChannels, accumulate);
            return;
        }
        foreach (Chunk chunk in new Chunks(geometry))
        {
            NativeBuffer columns = Gather(chunk, input);
            PanelGemm.BackwardWeight(columns.Span, gradOutput[chunk.Outputs], gradWeight, chunk.Geometry.OutputRows, geometry.Depth, geometry.OutChannels, accumulate);
            BufferPool.Return(columns);
            accumulate = true;
        }
    }

    /// <summary>Whether the convolution is one product, not one for each of several chunks of the batch; only then can <see cref="UpdateWeight"/> be called.</summary>
    public static bool IsOneProduct(in ConvGeometry geometry) => geometry.IsPointwise || Chunks.ImagesOf(geometry) >= geometry.Batch;

    /// <summary>The weight moves by the correlation of input and gradOutput as its optimizer says, without that gradient ever being stored.</summary>
    /// <exception cref="ArgumentException">A span does not have the geometry's length, or the gradient is no single product.</exception>
    public static void UpdateWeight(in ConvGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, WeightUpdate update)
    {
        Check(geometry, input.Length, update.Length, gradOutput.Length);
        if (!IsOneProduct(geometry))
            throw new ArgumentException("This weight's gradient is a sum over chunks of the batch.", nameof(geometry));
        if (geometry.IsPointwise)
        {
            PanelGemm.UpdateWeight(input, gradOutput, update, geometry.OutputRows, geometry.Depth, geometry.OutChannels);
            return;
        }
        NativeBuffer columns = Gather(geometry, input);
        PanelGemm.UpdateWeight(columns.Span, gradOutput, update, geometry.OutputRows, geometry.Depth, geometry.OutChannels);
        BufferPool.Return(columns);
    }

    static void Check(in ConvGeometry geometry, int input, int weight, int output)
    {
        if (geometry.Groups != 1)
            throw new ArgumentException($"A dense convolution has one group, not {geometry.Groups}.");
        ConvSpans.Check(geometry, input, weight, Panels.Length(geometry.Depth, geometry.OutChannels), output);
    }

    static NativeBuffer Gather(in Chunk chunk, ReadOnlySpan<float> input) => Gather(chunk.Geometry, input[chunk.Inputs]);

    static NativeBuffer Gather(in ConvGeometry geometry, ReadOnlySpan<float> input)
    {
        NativeBuffer columns = BufferPool.Rent(checked(geometry.OutputRows * geometry.Depth));
        fixed (float* source = input)
            Im2Col.Run(geometry, source, columns.Pointer);
        return columns;
    }

    /// <summary>Some pictures of the batch, and where they lie in input and output.</summary>
    private readonly record struct Chunk(ConvGeometry Geometry, Range Inputs, Range Outputs);

    /// <summary>Cuts the batch into chunks.</summary>
    private ref struct Chunks(ConvGeometry geometry)
    {
        private readonly ConvGeometry _geometry = geometry;
        private readonly int _images = ImagesOf(geometry);
        private int _next;

        public Chunk Current { get; private set; }

        internal static int ImagesOf(in ConvGeometry geometry) => (int)Math.Max(1, ChunkLength / ((long)geometry.OutHeight * geometry.OutWidth * geometry.Depth));

        public readonly Chunks GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next >= _geometry.Batch)
                return false;
            int first = _next;
            _next = Math.Min(first + _images, _geometry.Batch);
            int input = _geometry.InputLength / _geometry.Batch, output = _geometry.OutputLength / _geometry.Batch;
            Current = new Chunk(_geometry with { Batch = _next - first }, (first * input)..(_next * input), (first * output)..(_next * output));
            return true;
        }
    }
}
