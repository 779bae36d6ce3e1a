using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// A strip of one target line by one vector of output channels, for any taps: each weight vector is loaded once and used at every position.
/// Pixels are read where they lie, and what the next line reads first is asked for on the way.
/// </summary>
internal static unsafe class DirectStripKernel<TSimd, TVector, TExpansion, TLength>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TExpansion : struct, IExpansion<TVector>
    where TLength : struct, IStripLength
{
    /// <summary>target = epilogue(sum over taps and channels of expand(source) · weight)</summary>
    /// <param name="operands">The source of the taps, the weights and the strip's target.</param>
    /// <param name="step">Floats from one source position to the next.</param>
    /// <param name="taps">What the strip meets.</param>
    /// <param name="tapCount">How many.</param>
    /// <param name="padding">The channels of a position of padding.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(in GroupedOperands operands, nint step, StripTap* taps, int tapCount, float* padding)
    {
        nint weightStep = operands.WeightStep, step2 = 2 * step, step3 = 3 * step;
        int depth = operands.Depth;
        // Named locals: arrays and spans of vectors would live in memory. Those past the length are never used.
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero, c4 = TSimd.Zero, c5 = TSimd.Zero, c6 = TSimd.Zero;
        TVector c7 = TSimd.Zero, c8 = TSimd.Zero, c9 = TSimd.Zero, c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero, c13 = TSimd.Zero;
        for (StripTap* end = taps + tapCount; taps < end; taps++)
        {
            float* x0 = operands.Source + taps->Source, x4 = x0 + (4 * step), x8 = x4 + (4 * step), x12 = x8 + (4 * step);
            if (taps->Ahead != 0)
                Ask(x0 + taps->Ahead, step);
            float* first = taps->PaddedFirst ? padding : x0, last = taps->PaddedLast ? padding : x0 + ((TLength.Value - 1) * step);
            float* weight = operands.Weight + (taps->Kernel * depth * weightStep), permutation = operands.Permutations;
            for (int j = depth; j > 0; j--)
            {
                TVector w = TSimd.Load(weight), index = TSimd.Load(permutation);
                c0 = TSimd.MultiplyAdd(TExpansion.Expand(first, 0, index), w, c0);
                if (TLength.Value > 1) c1 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 2 ? x0 + step : last, 0, index), w, c1);
                if (TLength.Value > 2) c2 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 3 ? x0 + step2 : last, 0, index), w, c2);
                if (TLength.Value > 3) c3 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 4 ? x0 + step3 : last, 0, index), w, c3);
                if (TLength.Value > 4) c4 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 5 ? x4 : last, 0, index), w, c4);
                if (TLength.Value > 5) c5 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 6 ? x4 + step : last, 0, index), w, c5);
                if (TLength.Value > 6) c6 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 7 ? x4 + step2 : last, 0, index), w, c6);
                if (TLength.Value > 7) c7 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 8 ? x4 + step3 : last, 0, index), w, c7);
                if (TLength.Value > 8) c8 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 9 ? x8 : last, 0, index), w, c8);
                if (TLength.Value > 9) c9 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 10 ? x8 + step : last, 0, index), w, c9);
                if (TLength.Value > 10) c10 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 11 ? x8 + step2 : last, 0, index), w, c10);
                if (TLength.Value > 11) c11 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 12 ? x8 + step3 : last, 0, index), w, c11);
                if (TLength.Value > 12) c12 = TSimd.MultiplyAdd(TExpansion.Expand(TLength.Value > 13 ? x12 : last, 0, index), w, c12);
                if (TLength.Value > 13) c13 = TSimd.MultiplyAdd(TExpansion.Expand(last, 0, index), w, c13);
                first += TExpansion.Advance;
                last += TExpansion.Advance;
                x0 += TExpansion.Advance;
                x4 += TExpansion.Advance;
                x8 += TExpansion.Advance;
                x12 += TExpansion.Advance;
                weight += weightStep;
                permutation += TSimd.Width;
            }
        }
        float* target = operands.Target;
        nint targetStep = operands.TargetStep;
        bool accumulate = operands.Epilogue.Accumulate;
        Tile.Put<TSimd, TVector>(target, c0, accumulate);
        if (TLength.Value > 1) Tile.Put<TSimd, TVector>(target + (1 * targetStep), c1, accumulate);
        if (TLength.Value > 2) Tile.Put<TSimd, TVector>(target + (2 * targetStep), c2, accumulate);
        if (TLength.Value > 3) Tile.Put<TSimd, TVector>(target + (3 * targetStep), c3, accumulate);
        if (TLength.Value > 4) Tile.Put<TSimd, TVector>(target + (4 * targetStep), c4, accumulate);
        if (TLength.Value > 5) Tile.Put<TSimd, TVector>(target + (5 * targetStep), c5, accumulate);
        if (TLength.Value > 6) Tile.Put<TSimd, TVector>(target + (6 * targetStep), c6, accumulate);
        if (TLength.Value > 7) Tile.Put<TSimd, TVector>(target + (7 * targetStep), c7, accumulate);
        if (TLength.Value > 8) Tile.Put<TSimd, TVector>(target + (8 * targetStep), c8, accumulate);
        if (TLength.Value > 9) Tile.Put<TSimd, TVector>(target + (9 * targetStep), c9, accumulate);
        if (TLength.Value > 10) Tile.Put<TSimd, TVector>(target + (10 * targetStep), c10, accumulate);
        if (TLength.Value > 11) Tile.Put<TSimd, TVector>(target + (11 * targetStep), c11, accumulate);
        if (TLength.Value > 12) Tile.Put<TSimd, TVector>(target + (12 * targetStep), c12, accumulate);
        if (TLength.Value > 13) Tile.Put<TSimd, TVector>(target + (13 * targetStep), c13, accumulate);
        operands.Epilogue.Finish<TSimd, TVector>(target, targetStep, TLength.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Ask(float* first, nint step)
    {
        for (int i = 0; i < TLength.Value; i++, first += step)
            TSimd.Prefetch(first);
    }
}

/// <summary>One kernel element on a strip.</summary>
/// <param name="Kernel">Its index.</param>
/// <param name="Source">Where the first position's source lies, in floats.</param>
/// <param name="PaddedFirst">Whether the first position meets padding instead.</param>
/// <param name="PaddedLast">Whether the last position does.</param>
/// <param name="Ahead">Floats from the strip's source to one that is brought into the cache meanwhile, or 0.</param>
internal readonly record struct StripTap(int Kernel, nint Source, bool PaddedFirst, bool PaddedLast, nint Ahead);
