namespace ResNeXtSharp.Kernels.Threading;

/// <summary>How rows of channels are cut into items. Only sizes decide, never the number of threads, so sums over a block are the same everywhere.</summary>
internal static class RowBlocks
{
    /// <summary>Rows whose sums one item forms.</summary>
    internal const int ReductionRows = 32;

    /// <summary>Channels of one reduction item.</summary>
    internal const int ReductionChannels = 512;

    /// <summary>Channels whose blocks one item merges.</summary>
    internal const int MergedChannels = 64;

    // 64 KiB: enough work for an item, small enough to balance.
    private const int FloatsPerItem = 1 << 14;

    /// <summary>Rows of one elementwise item.</summary>
    internal static int RowsFor(int channels) => Math.Max(1, FloatsPerItem / channels);

    /// <summary>How many blocks of <paramref name="size"/> cover <paramref name="count"/>.</summary>
    internal static int Blocks(int count, int size) => (count + size - 1) / size;
}
