using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// A strip of columns of a 3x3 convolution of stride 1, by one vector of output channels, sliding over the rows. A source row meets three target rows: the
/// one before with kernel row 2, its own with row 1, the next with row 0. So a source vector is expanded once for three multiply-adds, and yet every sum
/// runs over kernel rows, kernel columns and channels in this order. Pixels are read where they lie; the next strip's are asked for on the way.
/// </summary>
internal static unsafe class SlidingKernel<TSimd, TVector, TExpansion, TLength>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TExpansion : struct, IExpansion<TVector>
    where TLength : struct, IStripLength
{
    /// <summary>target = epilogue(sum over taps and channels of expand(source) · weight), row by row</summary>
    /// <param name="operands">The first row's source pixel above the strip's first target, the weights and that target.</param>
    /// <param name="rows">The rows to read and write.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(in GroupedOperands operands, in SlidingRows rows)
    {
        nint weightStep = operands.WeightStep, step = operands.TargetStep, pixel = rows.Pixel;
        nint depth = operands.Depth, kernelRow = 3 * depth * weightStep;
        bool accumulate = operands.Epilogue.Accumulate;
        float* source = operands.Source, target = operands.Target;
        // Named locals: arrays and spans of vectors would live in memory. Those past the length are never used.
        TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero, a4 = TSimd.Zero, a5 = TSimd.Zero, a6 = TSimd.Zero, a7 = TSimd.Zero;
        TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero, b3 = TSimd.Zero, b4 = TSimd.Zero, b5 = TSimd.Zero, b6 = TSimd.Zero, b7 = TSimd.Zero;
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero, c4 = TSimd.Zero, c5 = TSimd.Zero, c6 = TSimd.Zero, c7 = TSimd.Zero;
        for (int row = -1; row < rows.Count; row++)
        {
            // No source row follows the last target row.
            float* weight = operands.Weight;
            for (int tap = 0; tap < (row < rows.Count - 1 ? 3 : 0); tap++)
            {
                if (tap == 0)
                    Ask(source + rows.SourceAhead, pixel);
                if (tap == 1)
                    Ask(target + rows.TargetAhead, step);
                float* x0 = source + ((tap - 1) * rows.TapStep);
                float* x1 = x0 + pixel, x2 = x1 + pixel, x3 = x2 + pixel, x4 = x3 + pixel, x5 = x4 + pixel, x6 = x5 + pixel;
                float* last = tap == rows.PaddedLast ? rows.Padding : x0 + ((TLength.Value - 1) * pixel);
                if (tap == rows.PaddedFirst)
                    x0 = rows.Padding;
                float* permutation = operands.Permutations;
                for (nint j = 0; j < depth; j++, weight += weightStep, permutation += TSimd.Width)
                {
                    TVector w0 = TSimd.Load(weight), w1 = TSimd.Load(weight + kernelRow), w2 = TSimd.Load(weight + (2 * kernelRow));
                    TVector v, index = TSimd.Load(permutation);
                    v = TExpansion.Expand(x0, j, index);
                    a0 = TSimd.MultiplyAdd(v, w2, a0);
                    b0 = TSimd.MultiplyAdd(v, w1, b0);
                    c0 = TSimd.MultiplyAdd(v, w0, c0);
                    v = TExpansion.Expand(TLength.Value > 2 ? x1 : last, j, index);
                    a1 = TSimd.MultiplyAdd(v, w2, a1);
                    b1 = TSimd.MultiplyAdd(v, w1, b1);
                    c1 = TSimd.MultiplyAdd(v, w0, c1);
                    if (TLength.Value > 2)
                    {
                        v = TExpansion.Expand(TLength.Value > 3 ? x2 : last, j, index);
                        a2 = TSimd.MultiplyAdd(v, w2, a2);
                        b2 = TSimd.MultiplyAdd(v, w1, b2);
                        c2 = TSimd.MultiplyAdd(v, w0, c2);
                    }
                    if (TLength.Value > 3)
                    {
                        v = TExpansion.Expand(TLength.Value > 4 ? x3 : last, j, index);
                        a3 = TSimd.MultiplyAdd(v, w2, a3);
                        b3 = TSimd.MultiplyAdd(v, w1, b3);
                        c3 = TSimd.MultiplyAdd(v, w0, c3);
                    }
                    if (TLength.Value > 4)
                    {
                        v = TExpansion.Expand(TLength.Value > 5 ? x4 : last, j, index);
                        a4 = TSimd.MultiplyAdd(v, w2, a4);
                        b4 = TSimd.MultiplyAdd(v, w1, b4);
                        c4 = TSimd.MultiplyAdd(v, w0, c4);
                    }
                    if (TLength.Value > 5)
                    {
                        v = TExpansion.Expand(TLength.Value > 6 ? x5 : last, j, index);
                        a5 = TSimd.MultiplyAdd(v, w2, a5);
                        b5 = TSimd.MultiplyAdd(v, w1, b5);
                        c5 = TSimd.MultiplyAdd(v, w0, c5);
                    }
                    if (TLength.Value > 6)
                    {
                        v = TExpansion.Expand(TLength.Value > 7 ? x6 : last, j, index);
                        a6 = TSimd.MultiplyAdd(v, w2, a6);
                        b6 = TSimd.MultiplyAdd(v, w1, b6);
                        c6 = TSimd.MultiplyAdd(v, w0, c6);
                    }
                    if (TLength.Value > 7)
                    {
                        v = TExpansion.Expand(last, j, index);
                        a7 = TSimd.MultiplyAdd(v, w2, a7);
                        b7 = TSimd.MultiplyAdd(v, w1, b7);
                        c7 = TSimd.MultiplyAdd(v, w0, c7);
                    }
                }
            }
            source += rows.SourceStep;
            if (row >= 0)
            {
                Tile.Put<TSimd, TVector>(target, a0, accumulate);
                Tile.Put<TSimd, TVector>(target + (1 * step), a1, accumulate);
                if (TLength.Value > 2) Tile.Put<TSimd, TVector>(target + (2 * step), a2, accumulate);
                if (TLength.Value > 3) Tile.Put<TSimd, TVector>(target + (3 * step), a3, accumulate);
                if (TLength.Value > 4) Tile.Put<TSimd, TVector>(target + (4 * step), a4, accumulate);
                if (TLength.Value > 5) Tile.Put<TSimd, TVector>(target + (5 * step), a5, accumulate);
                if (TLength.Value > 6) Tile.Put<TSimd, TVector>(target + (6 * step), a6, accumulate);
                if (TLength.Value > 7) Tile.Put<TSimd, TVector>(target + (7 * step), a7, accumulate);
                operands.Epilogue.Finish<TSimd, TVector>(target, step, TLength.Value);
                target += rows.TargetStep;
            }
            a0 = b0; a1 = b1; a2 = b2; a3 = b3; a4 = b4; a5 = b5; a6 = b6; a7 = b7;
            b0 = c0; b1 = c1; b2 = c2; b3 = c3; b4 = c4; b5 = c5; b6 = c6; b7 = c7;
            c0 = TSimd.Zero; c1 = TSimd.Zero; c2 = TSimd.Zero; c3 = TSimd.Zero; c4 = TSimd.Zero; c5 = TSimd.Zero; c6 = TSimd.Zero; c7 = TSimd.Zero;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Ask(float* first, nint step)
    {
        for (int i = 0; i < TLength.Value; i++, first += step)
            TSimd.Prefetch(first);
    }
}
