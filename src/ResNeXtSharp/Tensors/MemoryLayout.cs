using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Gemm;

namespace ResNeXtSharp.Tensors;

/// <summary>
/// How elements, which users see in PyTorch's row-major order, lie in memory. Kernels choose the layout; it never shows outside except in speed.
/// </summary>
public abstract class MemoryLayout
{
    // Neighbours in the memory of a weight come from different slices of the first dimension: slices are taken together, so that every line of the cache is
    // read or written once or twice and not for each of its elements. More of them, a power of two apart, would drive each other out of the cache.
    private const int SlicesTogether = 8;

    /// <summary>Row-major, as the shape reads.</summary>
    public static MemoryLayout Contiguous { get; } = new ContiguousLayout();

    /// <summary>Activations [n, c, h, w] stored as [n, h, w, c].</summary>
    public static MemoryLayout ChannelsLast { get; } = new ChannelsLastLayout();

    /// <summary>A weight [out, in, ...] stored as the panels of its transposed matrix: what matrix products read.</summary>
    public static MemoryLayout WeightPanels { get; } = new WeightPanelsLayout();

    /// <summary>The weight [out, in/groups, h, w] of a grouped convolution stored in blocks of output channels.</summary>
    public static MemoryLayout GroupedBlocks { get; } = new GroupedBlocksLayout();

    /// <summary>The layout of an activation or vector of this rank.</summary>
    internal static MemoryLayout Natural(int rank) => rank == 4 ? ChannelsLast : Contiguous;

    /// <summary>Floats that a tensor of <paramref name="shape"/> takes, padding included.</summary>
    internal virtual int Length(Shape shape) => shape.Count;

    /// <summary>Copies row-major values into this layout; padding becomes 0.</summary>
    internal void Store(Shape shape, ReadOnlySpan<float> logical, Span<float> memory)
    {
        ClearPadding(shape, memory);
        StoreSlices(shape, 0, logical, memory);
    }

    /// <summary>Sets what no element lies in to 0, and may set everything.</summary>
    internal static void ClearPadding(Shape shape, Span<float> memory)
    {
        if (memory.Length > shape.Count)
            memory.Clear();
    }

    /// <summary>Copies some slices of the first dimension, in row-major order, into this layout.</summary>
    /// <param name="shape">The whole tensor's.</param>
    /// <param name="first">The first slice's index.</param>
    /// <param name="logical">The slices' values.</param>
    /// <param name="memory">The whole tensor's.</param>
    internal abstract void StoreSlices(Shape shape, int first, ReadOnlySpan<float> logical, Span<float> memory);

    /// <summary>Copies out of this layout to row-major order.</summary>
    internal abstract void Load(Shape shape, ReadOnlySpan<float> memory, Span<float> logical);

    /// <summary>As many slices as can be stored together without being slower than all at once: about <paramref name="slices"/>, at least one block.</summary>
    internal static int WholeBlocks(int slices) => Math.Max(SlicesTogether, slices / SlicesTogether * SlicesTogether);

    private sealed class ContiguousLayout : MemoryLayout
    {
        internal override void StoreSlices(Shape shape, int first, ReadOnlySpan<float> logical, Span<float> memory) =>
            logical.CopyTo(first == 0 ? memory : memory[(first * (shape.Count / shape[0]))..]); // a scalar has no first dimension

        internal override void Load(Shape shape, ReadOnlySpan<float> memory, Span<float> logical) => memory[..shape.Count].CopyTo(logical);
    }

    /// <summary>
    /// A layout whose slices of the first dimension are each one row or column: element r of slice o, counted with channels last, lies at start + r · step.
    /// </summary>
    private abstract class StridedLayout : MemoryLayout
    {
        internal override void StoreSlices(Shape shape, int first, ReadOnlySpan<float> logical, Span<float> memory)
        {
            (int channels, int kernel) = Inner(shape);
            int slice = channels * kernel;
            Span<int> starts = stackalloc int[SlicesTogether];
            for (int block = 0; block * slice < logical.Length; block += SlicesTogether)
            {
                ReadOnlySpan<float> values = logical[(block * slice)..];
                starts = starts[..Math.Min(SlicesTogether, values.Length / slice)];
                int step = 0;
                for (int s = 0; s < starts.Length; s++)
                    (starts[s], step) = Slice(shape, first + block + s);
                for (int c = 0, i = 0; c < channels; c++)
                {
                    for (int k = 0; k < kernel; k++, i++)
                    {
                        int offset = ((k * channels) + c) * step;
                        for (int s = 0; s < starts.Length; s++)
                            memory[starts[s] + offset] = values[(s * slice) + i];
                    }
                }
            }
        }

        internal override void Load(Shape shape, ReadOnlySpan<float> memory, Span<float> logical)
        {
            (int channels, int kernel) = Inner(shape);
            int slice = channels * kernel;
            Span<int> starts = stackalloc int[SlicesTogether];
            for (int block = 0; block < shape[0]; block += SlicesTogether)
            {
                Span<float> values = logical[(block * slice)..];
                starts = starts[..Math.Min(SlicesTogether, shape[0] - block)];
                int step = 0;
                for (int s = 0; s < starts.Length; s++)
                    (starts[s], step) = Slice(shape, block + s);
                for (int c = 0, i = 0; c < channels; c++)
                {
                    for (int k = 0; k < kernel; k++, i++)
                    {
                        int offset = ((k * channels) + c) * step;
                        for (int s = 0; s < starts.Length; s++)
                            values[(s * slice) + i] = memory[starts[s] + offset];
                    }
                }
            }
        }

        /// <summary>Where slice <paramref name="outer"/> starts, and the floats between its elements; the same for eight slices from a multiple of eight.</summary>
        protected abstract (int Start, int Step) Slice(Shape shape, int outer);

        static (int Channels, int Kernel) Inner(Shape shape) => shape.Rank == 4 ? (shape[1], shape[2] * shape[3]) : (shape.Count / Math.Max(shape[0], 1), 1);
    }

    private sealed class ChannelsLastLayout : StridedLayout
    {
        protected override (int Start, int Step) Slice(Shape shape, int outer) => (outer * (shape.Count / shape[0]), 1);
    }

    private sealed class WeightPanelsLayout : StridedLayout
    {
        internal override int Length(Shape shape) => Panels.Length(shape.Count / shape[0], shape[0]);

        protected override (int Start, int Step) Slice(Shape shape, int outer) =>
            (Panels.IndexOf(shape.Count / shape[0], shape[0], 0, outer), Panels.WidthOf(shape[0], outer / Panels.Width));
    }

    private sealed class GroupedBlocksLayout : StridedLayout
    {
        protected override (int Start, int Step) Slice(Shape shape, int outer) =>
            (GroupedWeights.IndexOf(shape[0], shape.Count / shape[0], outer, 0), GroupedWeights.WidthOf(shape[0], outer / GroupedWeights.BlockWidth));
    }
}
