using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B for a tile of up to six rows and four vectors. 24 accumulators, 4 vectors of B and one broadcast: 29 of AVX-512's 32 registers; 10 loads feed 24 multiply-adds.</summary>
internal readonly unsafe struct MicroKernel4<TSimd, TVector> : IMicroKernel
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public static int Columns => 4 * TSimd.Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows>(nint depth, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int rows, bool accumulate, float* ahead, nint aheadStep)
        where TRows : struct, ITileRows
    {
        // Missing rows of a tile of four read the last one again: nothing outside A is touched.
        float* a0 = a;
        float* a1 = rows > 1 ? a0 + aRow : a0;
        float* a2 = rows > 2 ? a1 + aRow : a1;
        float* a3 = rows > 3 ? a2 + aRow : a2;
        float* a4 = a3 + aRow;
        float* a5 = a4 + aRow;

        nint step = 0, k = 0;
        do
        {
            // Named locals: arrays and spans of vectors would live in memory.
            TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c02 = TSimd.Zero, c03 = TSimd.Zero;
            TVector c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero, c13 = TSimd.Zero;
            TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c22 = TSimd.Zero, c23 = TSimd.Zero;
            TVector c30 = TSimd.Zero, c31 = TSimd.Zero, c32 = TSimd.Zero, c33 = TSimd.Zero;
            TVector c40 = TSimd.Zero, c41 = TSimd.Zero, c42 = TSimd.Zero, c43 = TSimd.Zero;
            TVector c50 = TSimd.Zero, c51 = TSimd.Zero, c52 = TSimd.Zero, c53 = TSimd.Zero;

            for (nint end = Math.Min(k + GemmBlocking.Chain, depth); k < end; k++)
            {
                TVector b0 = TSimd.Load(b);
                TVector b1 = TSimd.Load(b + TSimd.Width);
                TVector b2 = TSimd.Load(b + (2 * TSimd.Width));
                TVector b3 = TSimd.Load(b + (3 * TSimd.Width));

                TVector x = TSimd.Broadcast(a0[step]);
                c00 = TSimd.MultiplyAdd(x, b0, c00);
                c01 = TSimd.MultiplyAdd(x, b1, c01);
                c02 = TSimd.MultiplyAdd(x, b2, c02);
                c03 = TSimd.MultiplyAdd(x, b3, c03);
                x = TSimd.Broadcast(a1[step]);
                c10 = TSimd.MultiplyAdd(x, b0, c10);
                c11 = TSimd.MultiplyAdd(x, b1, c11);
                c12 = TSimd.MultiplyAdd(x, b2, c12);
                c13 = TSimd.MultiplyAdd(x, b3, c13);
                x = TSimd.Broadcast(a2[step]);
                c20 = TSimd.MultiplyAdd(x, b0, c20);
                c21 = TSimd.MultiplyAdd(x, b1, c21);
                c22 = TSimd.MultiplyAdd(x, b2, c22);
                c23 = TSimd.MultiplyAdd(x, b3, c23);
                x = TSimd.Broadcast(a3[step]);
                c30 = TSimd.MultiplyAdd(x, b0, c30);
                c31 = TSimd.MultiplyAdd(x, b1, c31);
                c32 = TSimd.MultiplyAdd(x, b2, c32);
                c33 = TSimd.MultiplyAdd(x, b3, c33);
                if (TRows.Count > 4)
                {
                    x = TSimd.Broadcast(a4[step]);
                    c40 = TSimd.MultiplyAdd(x, b0, c40);
                    c41 = TSimd.MultiplyAdd(x, b1, c41);
                    c42 = TSimd.MultiplyAdd(x, b2, c42);
                    c43 = TSimd.MultiplyAdd(x, b3, c43);
                }
                if (TRows.Count > 5)
                {
                    x = TSimd.Broadcast(a5[step]);
                    c50 = TSimd.MultiplyAdd(x, b0, c50);
                    c51 = TSimd.MultiplyAdd(x, b1, c51);
                    c52 = TSimd.MultiplyAdd(x, b2, c52);
                    c53 = TSimd.MultiplyAdd(x, b3, c53);
                }
                step += aStep;
                b += bStep;
                TSimd.Prefetch(ahead);
                ahead += aheadStep;
            }

            bool add = accumulate || k > GemmBlocking.Chain;
            float* row = c;
            Tile.Put<TSimd, TVector>(row, c00, add);
            Tile.Put<TSimd, TVector>(row + TSimd.Width, c01, add);
            Tile.Put<TSimd, TVector>(row + (2 * TSimd.Width), c02, add);
            Tile.Put<TSimd, TVector>(row + (3 * TSimd.Width), c03, add);
            if (rows == 1)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c10, add);
            Tile.Put<TSimd, TVector>(row + TSimd.Width, c11, add);
            Tile.Put<TSimd, TVector>(row + (2 * TSimd.Width), c12, add);
            Tile.Put<TSimd, TVector>(row + (3 * TSimd.Width), c13, add);
            if (rows == 2)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c20, add);
            Tile.Put<TSimd, TVector>(row + TSimd.Width, c21, add);
            Tile.Put<TSimd, TVector>(row + (2 * TSimd.Width), c22, add);
            Tile.Put<TSimd, TVector>(row + (3 * TSimd.Width), c23, add);
            if (rows == 3)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c30, add);
            Tile.Put<TSimd, TVector>(row + TSimd.Width, c31, add);
            Tile.Put<TSimd, TVector>(row + (2 * TSimd.Width), c32, add);
            Tile.Put<TSimd, TVector>(row + (3 * TSimd.Width), c33, add);
            if (rows == 4)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c40, add);
            Tile.Put<TSimd, TVector>(row + TSimd.Width, c41, add);
            Tile.Put<TSimd, TVector>(row + (2 * TSimd.Width), c42, add);
            Tile.Put<TSimd, TVector>(row + (3 * TSimd.Width), c43, add);
            if (rows == 5)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c50, add);
            Tile.Put<TSimd, TVector>(row + TSimd.Width, c51, add);
            Tile.Put<TSimd, TVector>(row + (2 * TSimd.Width), c52, add);
            Tile.Put<TSimd, TVector>(row + (3 * TSimd.Width), c53, add);
        }
        while (k < depth);
    }
}
