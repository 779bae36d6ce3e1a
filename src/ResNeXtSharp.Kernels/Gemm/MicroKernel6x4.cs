using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B for a tile of six rows and four vectors. 24 accumulators, 4 vectors of B and one broadcast: 29 of AVX-512's 32 registers; 10 loads feed 24 multiply-adds.</summary>
internal readonly unsafe struct MicroKernel6x4<TSimd, TVector> : IMicroKernel
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public static int Columns => 4 * TSimd.Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint depth, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int rows, bool accumulate)
    {
        // Missing rows read the last one again: one kernel serves every row count, and nothing outside A is touched.
        float* a0 = a;
        float* a1 = rows > 1 ? a0 + aRow : a0;
        float* a2 = rows > 2 ? a1 + aRow : a1;
        float* a3 = rows > 3 ? a2 + aRow : a2;
        float* a4 = rows > 4 ? a3 + aRow : a3;
        float* a5 = rows > 5 ? a4 + aRow : a4;

        // Named locals: arrays and spans of vectors would live in memory.
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c02 = TSimd.Zero, c03 = TSimd.Zero;
        TVector c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero, c13 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c22 = TSimd.Zero, c23 = TSimd.Zero;
        TVector c30 = TSimd.Zero, c31 = TSimd.Zero, c32 = TSimd.Zero, c33 = TSimd.Zero;
        TVector c40 = TSimd.Zero, c41 = TSimd.Zero, c42 = TSimd.Zero, c43 = TSimd.Zero;
        TVector c50 = TSimd.Zero, c51 = TSimd.Zero, c52 = TSimd.Zero, c53 = TSimd.Zero;

        nint step = 0;
        for (nint k = 0; k < depth; k++)
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
            x = TSimd.Broadcast(a4[step]);
            c40 = TSimd.MultiplyAdd(x, b0, c40);
            c41 = TSimd.MultiplyAdd(x, b1, c41);
            c42 = TSimd.MultiplyAdd(x, b2, c42);
            c43 = TSimd.MultiplyAdd(x, b3, c43);
            x = TSimd.Broadcast(a5[step]);
            c50 = TSimd.MultiplyAdd(x, b0, c50);
            c51 = TSimd.MultiplyAdd(x, b1, c51);
            c52 = TSimd.MultiplyAdd(x, b2, c52);
            c53 = TSimd.MultiplyAdd(x, b3, c53);
            step += aStep;
            b += bStep;
        }

        Tile.Put<TSimd, TVector>(c, c00, accumulate);
        Tile.Put<TSimd, TVector>(c + TSimd.Width, c01, accumulate);
        Tile.Put<TSimd, TVector>(c + (2 * TSimd.Width), c02, accumulate);
        Tile.Put<TSimd, TVector>(c + (3 * TSimd.Width), c03, accumulate);
        c += cRow;
        if (rows == 1)
            return;
        Tile.Put<TSimd, TVector>(c, c10, accumulate);
        Tile.Put<TSimd, TVector>(c + TSimd.Width, c11, accumulate);
        Tile.Put<TSimd, TVector>(c + (2 * TSimd.Width), c12, accumulate);
        Tile.Put<TSimd, TVector>(c + (3 * TSimd.Width), c13, accumulate);
        c += cRow;
        if (rows == 2)
            return;
        Tile.Put<TSimd, TVector>(c, c20, accumulate);
        Tile.Put<TSimd, TVector>(c + TSimd.Width, c21, accumulate);
        Tile.Put<TSimd, TVector>(c + (2 * TSimd.Width), c22, accumulate);
        Tile.Put<TSimd, TVector>(c + (3 * TSimd.Width), c23, accumulate);
        c += cRow;
        if (rows == 3)
            return;
        Tile.Put<TSimd, TVector>(c, c30, accumulate);
        Tile.Put<TSimd, TVector>(c + TSimd.Width, c31, accumulate);
        Tile.Put<TSimd, TVector>(c + (2 * TSimd.Width), c32, accumulate);
        Tile.Put<TSimd, TVector>(c + (3 * TSimd.Width), c33, accumulate);
        c += cRow;
        if (rows == 4)
            return;
        Tile.Put<TSimd, TVector>(c, c40, accumulate);
        Tile.Put<TSimd, TVector>(c + TSimd.Width, c41, accumulate);
        Tile.Put<TSimd, TVector>(c + (2 * TSimd.Width), c42, accumulate);
        Tile.Put<TSimd, TVector>(c + (3 * TSimd.Width), c43, accumulate);
        c += cRow;
        if (rows == 5)
            return;
        Tile.Put<TSimd, TVector>(c, c50, accumulate);
        Tile.Put<TSimd, TVector>(c + TSimd.Width, c51, accumulate);
        Tile.Put<TSimd, TVector>(c + (2 * TSimd.Width), c52, accumulate);
        Tile.Put<TSimd, TVector>(c + (3 * TSimd.Width), c53, accumulate);
    }
}
