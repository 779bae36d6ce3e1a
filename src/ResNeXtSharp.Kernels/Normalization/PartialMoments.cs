using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// What one block of rows contributes to the statistics of its channels: its mean, summed as differences from the first row, then the sums of differences
/// and squared differences from that mean while the block is still in cache. What rounding left of the mean is in the first of them, and the merge takes it
/// out again. Partial sums of all blocks: [blocks, 3, channels].
/// </summary>
internal static unsafe class PartialMoments
{
    /// <summary>Floats for all blocks, and what <see cref="DoubleLanes"/> may read behind them.</summary>
    internal static int Length(int rows, int channels) => checked((RowBlocks.Blocks(rows, RowBlocks.ReductionRows) * 3 * channels) + DoubleLanes.Count);

    /// <summary>Measures some neighbouring channels of one block.</summary>
    /// <param name="x">The block's first row, at the first of these channels.</param>
    /// <param name="xRow">Floats between rows.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="count">Channels.</param>
    /// <param name="partial">Where the block's partial sums of the first of these channels lie.</param>
    /// <param name="channels">All channels: floats between the three sums.</param>
    internal static void Measure<TSimd, TVector>(float* x, nint xRow, int rows, int count, float* partial, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int whole = count / TSimd.Width * TSimd.Width;
        Columns<TSimd, TVector>(x, xRow, rows, 0, whole, partial, partial + channels, partial + (2 * channels));
        Columns<SimdScalar, float>(x, xRow, rows, whole, count, partial, partial + channels, partial + (2 * channels));
    }

    static void Columns<TS, TV>(float* x, nint xRow, int rows, int first, int last, float* mean, float* sum, float* squares)
        where TS : struct, ISimd<TV>
        where TV : struct
    {
        for (int c = first; c < last; c += TS.Width)
        {
            TS.Store(mean + c, TS.Zero);
            TS.Store(sum + c, TS.Zero);
            TS.Store(squares + c, TS.Zero);
        }
        // Four rows at a time: a channel's sum is loaded and stored once for them.
        int r = 1;
        float* row = x + xRow;
        for (; r + 4 <= rows; r += 4, row += 4 * xRow)
        {
            for (int c = first; c < last; c += TS.Width)
            {
                TV origin = TS.Load(x + c);
                TV total = TS.Add(TS.Load(mean + c), TS.Subtract(TS.Load(row + c), origin));
                total = TS.Add(total, TS.Subtract(TS.Load(row + xRow + c), origin));
                total = TS.Add(total, TS.Subtract(TS.Load(row + (2 * xRow) + c), origin));
                TS.Store(mean + c, TS.Add(total, TS.Subtract(TS.Load(row + (3 * xRow) + c), origin)));
            }
        }
        for (; r < rows; r++, row += xRow)
        {
            for (int c = first; c < last; c += TS.Width)
                TS.Store(mean + c, TS.Add(TS.Load(mean + c), TS.Subtract(TS.Load(row + c), TS.Load(x + c))));
        }
        TV share = TS.Broadcast(1f / rows);
        for (int c = first; c < last; c += TS.Width)
            TS.Store(mean + c, TS.MultiplyAdd(TS.Load(mean + c), share, TS.Load(x + c)));
        row = x;
        for (r = 0; r + 4 <= rows; r += 4, row += 4 * xRow)
        {
            for (int c = first; c < last; c += TS.Width)
            {
                TV center = TS.Load(mean + c);
                TV d0 = TS.Subtract(TS.Load(row + c), center), d1 = TS.Subtract(TS.Load(row + xRow + c), center);
                TV d2 = TS.Subtract(TS.Load(row + (2 * xRow) + c), center), d3 = TS.Subtract(TS.Load(row + (3 * xRow) + c), center);
                TS.Store(sum + c, TS.Add(TS.Add(TS.Add(TS.Add(TS.Load(sum + c), d0), d1), d2), d3));
                TS.Store(squares + c, TS.MultiplyAdd(d3, d3, TS.MultiplyAdd(d2, d2, TS.MultiplyAdd(d1, d1, TS.MultiplyAdd(d0, d0, TS.Load(squares + c))))));
            }
        }
        for (; r < rows; r++, row += xRow)
        {
            for (int c = first; c < last; c += TS.Width)
            {
                TV difference = TS.Subtract(TS.Load(row + c), TS.Load(mean + c));
                TS.Store(sum + c, TS.Add(TS.Load(sum + c), difference));
                TS.Store(squares + c, TS.MultiplyAdd(difference, difference, TS.Load(squares + c)));
            }
        }
    }
}
