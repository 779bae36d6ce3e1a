using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>BLIS's macro-kernel: takes the register tiles of one block of C through one block of A and one panel of B.</summary>
internal static unsafe class MacroKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    internal static void Run(in GemmBlock block)
    {
        for (int column = 0; column < block.Columns;)
        {
            int left = block.Width - column;
            if (TSimd.Width == 16 && left >= 4 * TSimd.Width)
                column += Sweep<MicroKernel4<TSimd, TVector>>(block, column);
            else if (left >= 2 * TSimd.Width)
                column += Sweep<MicroKernel2<TSimd, TVector>>(block, column);
            else
                column += Sweep<MicroKernel1<TSimd, TVector>>(block, column);
        }
    }

    /// <summary>Takes all rows through one column of tiles and returns its width. Rows are shared out evenly, so that no tile is nearly empty.</summary>
    [SkipLocalsInit]
    static int Sweep<TKernel>(in GemmBlock block, int column)
        where TKernel : struct, IMicroKernel
    {
        int tiles = (block.Rows + GemmBlocking.MR - 1) / GemmBlocking.MR;
        int rows = block.Rows / tiles, longer = block.Rows % tiles;
        bool fits = column + TKernel.Columns <= block.Columns;
        float* edge = stackalloc float[GemmBlocking.MR * Panels.Width];
        float* a = block.A, c = block.C + column;
        for (int tile = 0; tile < tiles; tile++)
        {
            int count = tile < longer ? rows + 1 : rows;
            bool first = tile < block.First.Tiles || block.Second.Tiles == 0;
            float* ahead = first ? block.First.Of(tile) : block.Second.Of(tile - block.First.Tiles);
            nint aheadStep = first ? block.First.Step : block.Second.Step;
            if (fits)
            {
                Tile<TKernel>(block, a, block.B + column, c, block.CRow, count, ahead, aheadStep);
            }
            else
            {
                // The tile reaches past the last column of C: it works on a copy, of which only what exists goes back.
                int columns = block.Columns - column;
                if (block.Accumulate)
                    Copy(c, block.CRow, edge, TKernel.Columns, count, columns);
                Tile<TKernel>(block, a, block.B + column, edge, TKernel.Columns, count, ahead, aheadStep);
                Copy(edge, TKernel.Columns, c, block.CRow, count, columns);
            }
            a += count * block.ARow;
            c += count * block.CRow;
        }
        return TKernel.Columns;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Tile<TKernel>(in GemmBlock block, float* a, float* b, float* c, nint cRow, int rows, float* ahead, nint aheadStep)
        where TKernel : struct, IMicroKernel
    {
        if (rows == 6)
            TKernel.Run<SixRows>(block.Depth, a, block.ARow, block.AStep, b, block.Width, c, cRow, rows, block.Accumulate, ahead, aheadStep);
        else if (rows == 5)
            TKernel.Run<FiveRows>(block.Depth, a, block.ARow, block.AStep, b, block.Width, c, cRow, rows, block.Accumulate, ahead, aheadStep);
        else
            TKernel.Run<FourRows>(block.Depth, a, block.ARow, block.AStep, b, block.Width, c, cRow, rows, block.Accumulate, ahead, aheadStep);
    }

    static void Copy(float* source, nint sourceRow, float* destination, nint destinationRow, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                destination[(row * destinationRow) + column] = source[(row * sourceRow) + column];
        }
    }
}
