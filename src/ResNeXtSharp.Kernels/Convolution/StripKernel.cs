using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>A strip of one target line by one vector of output channels, for any taps: each weight vector is loaded once and used at every position.</summary>
internal static unsafe class StripKernel<TSimd, TVector, TExpansion, TLength>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TExpansion : struct, IExpansion<TVector>
    where TLength : struct, IStripLength
{
    static int Lanes => LinePacking<TSimd, TVector>.Lanes;

    /// <summary>target = epilogue(sum over taps and channels of expand(source) · weight)</summary>
    /// <param name="operands">The packed source from the strip's first position on, the weights and the strip's target.</param>
    /// <param name="taps">The line's taps.</param>
    /// <param name="tapCount">How many.</param>
    /// <param name="pitch">Positions of a packed line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(in GroupedOperands operands, Tap* taps, int tapCount, int pitch)
    {
        nint planeStep = operands.PlaneStep, weightStep = operands.WeightStep;
        int depth = operands.Depth;
        // Named locals: arrays and spans of vectors would live in memory. Those past the length are never used.
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero, c4 = TSimd.Zero, c5 = TSimd.Zero, c6 = TSimd.Zero;
        TVector c7 = TSimd.Zero, c8 = TSimd.Zero, c9 = TSimd.Zero, c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero, c13 = TSimd.Zero;
        for (Tap* end = taps + tapCount; taps < end; taps++)
        {
            float* x = operands.Source + (((taps->Line * (nint)pitch) + taps->Shift) * Lanes);
            float* weight = operands.Weight + (taps->Kernel * depth * weightStep);
            for (int left = depth; left > 0; left -= Lanes, x += planeStep)
            {
                float* permutation = operands.Permutations;
                nint channels = Math.Min(left, Lanes);
                for (nint j = 0; j < channels; j++, weight += weightStep, permutation += TSimd.Width)
                {
                    TVector w = TSimd.Load(weight), index = TSimd.Load(permutation);
                    c0 = TSimd.MultiplyAdd(TExpansion.Expand(x, j, index), w, c0);
                    if (TLength.Value > 1) c1 = TSimd.MultiplyAdd(TExpansion.Expand(x + (1 * Lanes), j, index), w, c1);
                    if (TLength.Value > 2) c2 = TSimd.MultiplyAdd(TExpansion.Expand(x + (2 * Lanes), j, index), w, c2);
                    if (TLength.Value > 3) c3 = TSimd.MultiplyAdd(TExpansion.Expand(x + (3 * Lanes), j, index), w, c3);
                    if (TLength.Value > 4) c4 = TSimd.MultiplyAdd(TExpansion.Expand(x + (4 * Lanes), j, index), w, c4);
                    if (TLength.Value > 5) c5 = TSimd.MultiplyAdd(TExpansion.Expand(x + (5 * Lanes), j, index), w, c5);
                    if (TLength.Value > 6) c6 = TSimd.MultiplyAdd(TExpansion.Expand(x + (6 * Lanes), j, index), w, c6);
                    if (TLength.Value > 7) c7 = TSimd.MultiplyAdd(TExpansion.Expand(x + (7 * Lanes), j, index), w, c7);
                    if (TLength.Value > 8) c8 = TSimd.MultiplyAdd(TExpansion.Expand(x + (8 * Lanes), j, index), w, c8);
                    if (TLength.Value > 9) c9 = TSimd.MultiplyAdd(TExpansion.Expand(x + (9 * Lanes), j, index), w, c9);
                    if (TLength.Value > 10) c10 = TSimd.MultiplyAdd(TExpansion.Expand(x + (10 * Lanes), j, index), w, c10);
                    if (TLength.Value > 11) c11 = TSimd.MultiplyAdd(TExpansion.Expand(x + (11 * Lanes), j, index), w, c11);
                    if (TLength.Value > 12) c12 = TSimd.MultiplyAdd(TExpansion.Expand(x + (12 * Lanes), j, index), w, c12);
                    if (TLength.Value > 13) c13 = TSimd.MultiplyAdd(TExpansion.Expand(x + (13 * Lanes), j, index), w, c13);
                }
            }
        }
        float* target = operands.Target;
        nint step = operands.TargetStep;
        bool accumulate = operands.Epilogue.Accumulate;
        Tile.Put<TSimd, TVector>(target, c0, accumulate);
        if (TLength.Value > 1) Tile.Put<TSimd, TVector>(target + (1 * step), c1, accumulate);
        if (TLength.Value > 2) Tile.Put<TSimd, TVector>(target + (2 * step), c2, accumulate);
        if (TLength.Value > 3) Tile.Put<TSimd, TVector>(target + (3 * step), c3, accumulate);
        if (TLength.Value > 4) Tile.Put<TSimd, TVector>(target + (4 * step), c4, accumulate);
        if (TLength.Value > 5) Tile.Put<TSimd, TVector>(target + (5 * step), c5, accumulate);
        if (TLength.Value > 6) Tile.Put<TSimd, TVector>(target + (6 * step), c6, accumulate);
        if (TLength.Value > 7) Tile.Put<TSimd, TVector>(target + (7 * step), c7, accumulate);
        if (TLength.Value > 8) Tile.Put<TSimd, TVector>(target + (8 * step), c8, accumulate);
        if (TLength.Value > 9) Tile.Put<TSimd, TVector>(target + (9 * step), c9, accumulate);
        if (TLength.Value > 10) Tile.Put<TSimd, TVector>(target + (10 * step), c10, accumulate);
        if (TLength.Value > 11) Tile.Put<TSimd, TVector>(target + (11 * step), c11, accumulate);
        if (TLength.Value > 12) Tile.Put<TSimd, TVector>(target + (12 * step), c12, accumulate);
        if (TLength.Value > 13) Tile.Put<TSimd, TVector>(target + (13 * step), c13, accumulate);
        operands.Epilogue.Finish<TSimd, TVector>(target, step, TLength.Value);
    }
}
