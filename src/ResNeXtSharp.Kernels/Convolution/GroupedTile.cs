using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Eight pixels of one tap class by one vector of output channels: each weight vector is loaded once and used eight times.</summary>
internal static unsafe class GroupedTile<TSimd, TVector, TExpansion>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TExpansion : struct, IExpansion<TVector>
{
    /// <summary>Pixels of a tile.</summary>
    internal const int Pixels = 8;

    /// <summary>target (+)= sum over taps and channels of expand(source) · weight</summary>
    /// <param name="taps">The class's taps.</param>
    /// <param name="tapCount">How many.</param>
    /// <param name="depth">Input channels per group.</param>
    /// <param name="weight">The block's weights at the vector's first lane.</param>
    /// <param name="weightStep">Floats from one input channel's weights to the next one's.</param>
    /// <param name="permutations">One permutation per input channel, where the expansion needs them.</param>
    /// <param name="sources">Eight pixels' first taps, at the vector's first input channel.</param>
    /// <param name="targets">Eight output pixels, at the vector's first channel.</param>
    /// <param name="count">Pixels in use; the others repeat the last.</param>
    /// <param name="accumulate">Whether to add to the targets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(
        Tap* taps, int tapCount, nint depth, float* weight, nint weightStep, float* permutations, float** sources, float** targets, int count, bool accumulate)
    {
        float* s0 = sources[0], s1 = sources[1], s2 = sources[2], s3 = sources[3], s4 = sources[4], s5 = sources[5], s6 = sources[6], s7 = sources[7];
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero, c4 = TSimd.Zero, c5 = TSimd.Zero, c6 = TSimd.Zero, c7 = TSimd.Zero;
        for (Tap* end = taps + tapCount; taps < end; taps++)
        {
            nint offset = taps->Offset;
            float* w = weight + (taps->Kernel * depth * weightStep);
            float* permutation = permutations;
            for (nint j = 0; j < depth; j++)
            {
                TVector wj = TSimd.Load(w), index = TSimd.Load(permutation);
                c0 = TSimd.MultiplyAdd(TExpansion.Expand(s0 + offset, j, index), wj, c0);
                c1 = TSimd.MultiplyAdd(TExpansion.Expand(s1 + offset, j, index), wj, c1);
                c2 = TSimd.MultiplyAdd(TExpansion.Expand(s2 + offset, j, index), wj, c2);
                c3 = TSimd.MultiplyAdd(TExpansion.Expand(s3 + offset, j, index), wj, c3);
                c4 = TSimd.MultiplyAdd(TExpansion.Expand(s4 + offset, j, index), wj, c4);
                c5 = TSimd.MultiplyAdd(TExpansion.Expand(s5 + offset, j, index), wj, c5);
                c6 = TSimd.MultiplyAdd(TExpansion.Expand(s6 + offset, j, index), wj, c6);
                c7 = TSimd.MultiplyAdd(TExpansion.Expand(s7 + offset, j, index), wj, c7);
                w += weightStep;
                permutation += TSimd.Width;
            }
        }
        Tile.Put<TSimd, TVector>(targets[0], c0, accumulate);
        if (count > 1) Tile.Put<TSimd, TVector>(targets[1], c1, accumulate);
        if (count > 2) Tile.Put<TSimd, TVector>(targets[2], c2, accumulate);
        if (count > 3) Tile.Put<TSimd, TVector>(targets[3], c3, accumulate);
        if (count > 4) Tile.Put<TSimd, TVector>(targets[4], c4, accumulate);
        if (count > 5) Tile.Put<TSimd, TVector>(targets[5], c5, accumulate);
        if (count > 6) Tile.Put<TSimd, TVector>(targets[6], c6, accumulate);
        if (count > 7) Tile.Put<TSimd, TVector>(targets[7], c7, accumulate);
    }
}
