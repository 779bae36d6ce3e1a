using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Gemm;

namespace ResNeXtSharp.Tensors;

/// <summary>
/// How elements, which users see in PyTorch's row-major order, lie in memory. Kernels choose the layout; it never shows outside except in speed.
/// </summary>
public abstract class MemoryLayout
{
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
    internal abstract void Store(Shape shape, ReadOnlySpan<float> logical, Span<float> memory);

    /// <summary>Copies out of this layout to row-major order.</summary>
    internal abstract void Load(Shape shape, ReadOnlySpan<float> memory, Span<float> logical);

    private sealed class ContiguousLayout : MemoryLayout
    {
        internal override void Store(Shape shape, ReadOnlySpan<float> logical, Span<float> memory) => logical.CopyTo(memory);

        internal override void Load(Shape shape, ReadOnlySpan<float> memory, Span<float> logical) => memory[..shape.Count].CopyTo(logical);
    }

    /// <summary>A layout given by where each element lies.</summary>
    private abstract class IndexedLayout : MemoryLayout
    {
        internal override void Store(Shape shape, ReadOnlySpan<float> logical, Span<float> memory)
        {
            memory.Clear();
            for (int outer = 0, i = 0; outer < shape[0]; outer++)
            {
                for (int inner = 0; inner < shape.Count / shape[0]; inner++, i++)
                    memory[IndexOf(shape, outer, inner)] = logical[i];
            }
        }

        internal override void Load(Shape shape, ReadOnlySpan<float> memory, Span<float> logical)
        {
            for (int outer = 0, i = 0; outer < shape[0]; outer++)
            {
                for (int inner = 0; inner < shape.Count / shape[0]; inner++, i++)
                    logical[i] = memory[IndexOf(shape, outer, inner)];
            }
        }

        /// <summary>Where element <paramref name="inner"/> of slice <paramref name="outer"/> of the first dimension lies.</summary>
        protected abstract int IndexOf(Shape shape, int outer, int inner);

        /// <summary>[in, h, w] to [h, w, in].</summary>
        protected static int KernelFirst(Shape shape, int inner)
        {
            if (shape.Rank != 4)
                return inner;
            int kernel = shape[2] * shape[3];
            return (inner % kernel * shape[1]) + (inner / kernel);
        }
    }

    private sealed class ChannelsLastLayout : IndexedLayout
    {
        protected override int IndexOf(Shape shape, int outer, int inner) => (outer * (shape.Count / shape[0])) + KernelFirst(shape, inner);
    }

    private sealed class WeightPanelsLayout : IndexedLayout
    {
        internal override int Length(Shape shape) => Panels.Length(shape.Count / shape[0], shape[0]);

        protected override int IndexOf(Shape shape, int outer, int inner) => Panels.IndexOf(shape.Count / shape[0], shape[0], KernelFirst(shape, inner), outer);
    }

    private sealed class GroupedBlocksLayout : IndexedLayout
    {
        protected override int IndexOf(Shape shape, int outer, int inner) => GroupedWeights.IndexOf(shape[0], shape.Count / shape[0], outer, KernelFirst(shape, inner));
    }
}
