using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B for a tile of up to six rows and one vector. For the last columns of a matrix that fill no wider tile.</summary>
internal readonly unsafe struct MicroKernel1<TSimd, TVector> : IMicroKernel
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public static int Columns => TSimd.Width;

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
            TVector c00 = TSimd.Zero;
            TVector c10 = TSimd.Zero;
            TVector c20 = TSimd.Zero;
            TVector c30 = TSimd.Zero;
            TVector c40 = TSimd.Zero;
            TVector c50 = TSimd.Zero;

            for (nint end = Math.Min(k + GemmBlocking.Chain, depth); k < end; k++)
            {
                TVector b0 = TSimd.Load(b);

                TVector x = TSimd.Broadcast(a0[step]);
                c00 = TSimd.MultiplyAdd(x, b0, c00);
                x = TSimd.Broadcast(a1[step]);
                c10 = TSimd.MultiplyAdd(x, b0, c10);
                x = TSimd.Broadcast(a2[step]);
                c20 = TSimd.MultiplyAdd(x, b0, c20);
                x = TSimd.Broadcast(a3[step]);
                c30 = TSimd.MultiplyAdd(x, b0, c30);
                if (TRows.Count > 4)
                {
                    x = TSimd.Broadcast(a4[step]);
                    c40 = TSimd.MultiplyAdd(x, b0, c40);
                }
                if (TRows.Count > 5)
                {
                    x = TSimd.Broadcast(a5[step]);
                    c50 = TSimd.MultiplyAdd(x, b0, c50);
                }
                step += aStep;
                b += bStep;
                TSimd.Prefetch(ahead);
                ahead += aheadStep;
            }

            bool add = accumulate || k > GemmBlocking.Chain;
            float* row = c;
            Tile.Put<TSimd, TVector>(row, c00, add);
            if (rows == 1)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c10, add);
            if (rows == 2)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c20, add);
            if (rows == 3)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c30, add);
            if (rows == 4)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c40, add);
            if (rows == 5)
                continue;
            row += cRow;
            Tile.Put<TSimd, TVector>(row, c50, add);
        }
        while (k < depth);
    }
}
