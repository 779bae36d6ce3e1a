using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Sums expand(input) · gradOutput over some rows, for one row of a 3x3 kernel of stride 1 and four input channels. An input pixel meets the gradients one
/// to its right, of its own place and one to its left with kernel columns 0, 1 and 2: twelve independent sums hide the latency of a multiply-add.
/// </summary>
internal static unsafe class SlidingGradientTile<TSimd, TVector, TExpansion>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TExpansion : struct, IExpansion<TVector>
{
    /// <summary>Input channels of a tile.</summary>
    internal const int Channels = 4;

    /// <summary>Adds the sums to the gradient.</summary>
    /// <param name="rows">The rows to read.</param>
    /// <param name="permutations">The tile's four permutations, for vectors that span groups.</param>
    /// <param name="gradient">The gradient of the kernel row's first element and the tile's first channel.</param>
    /// <param name="step">Floats from one input channel's gradient to the next one's.</param>
    /// <param name="kernelStep">Floats from one kernel column's gradient to the next one's.</param>
    /// <param name="channels">Input channels from the tile's first on: fewer than four at the end of a group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(in GradientRows rows, float* permutations, float* gradient, nint step, nint kernelStep, int channels)
    {
        nint last = channels - 1, j1 = Math.Min(1, last), j2 = Math.Min(2, last), j3 = Math.Min(3, last);
        TVector p0 = TSimd.Load(permutations), p1 = TSimd.Load(permutations + TSimd.Width);
        TVector p2 = TSimd.Load(permutations + (2 * TSimd.Width)), p3 = TSimd.Load(permutations + (3 * TSimd.Width));
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero, s23 = TSimd.Zero;
        nint inputStep = rows.InputStep, gradStep = rows.GradStep, aheadStep = rows.AheadStep;
        float* x = rows.Input, y = rows.Grad, ahead = rows.Ahead, padding = rows.Padding;
        for (int row = rows.Count; row > 0; row--)
        {
            TVector d0 = TSimd.Load(y), d1 = TSimd.Zero;
            for (int left = rows.Width; left > 0; left--, x += inputStep, ahead += aheadStep)
            {
                TSimd.Prefetch(ahead);
                TVector d2 = d1;
                d1 = d0;
                y += gradStep;
                d0 = TSimd.Load(left > 1 ? y : padding);
                TVector v0 = TExpansion.Expand(x, 0, p0);
                s00 = TSimd.MultiplyAdd(v0, d0, s00);
                s10 = TSimd.MultiplyAdd(v0, d1, s10);
                s20 = TSimd.MultiplyAdd(v0, d2, s20);
                TVector v1 = TExpansion.Expand(x, j1, p1);
                s01 = TSimd.MultiplyAdd(v1, d0, s01);
                s11 = TSimd.MultiplyAdd(v1, d1, s11);
                s21 = TSimd.MultiplyAdd(v1, d2, s21);
                TVector v2 = TExpansion.Expand(x, j2, p2);
                s02 = TSimd.MultiplyAdd(v2, d0, s02);
                s12 = TSimd.MultiplyAdd(v2, d1, s12);
                s22 = TSimd.MultiplyAdd(v2, d2, s22);
                TVector v3 = TExpansion.Expand(x, j3, p3);
                s03 = TSimd.MultiplyAdd(v3, d0, s03);
                s13 = TSimd.MultiplyAdd(v3, d1, s13);
                s23 = TSimd.MultiplyAdd(v3, d2, s23);
            }
        }
        TileGradient<TSimd, TVector>.Add(gradient, step, channels, s00, s01, s02, s03);
        TileGradient<TSimd, TVector>.Add(gradient + kernelStep, step, channels, s10, s11, s12, s13);
        TileGradient<TSimd, TVector>.Add(gradient + (2 * kernelStep), step, channels, s20, s21, s22, s23);
    }
}

/// <summary>Rows of pixels that a <see cref="SlidingGradientTile{TSimd, TVector, TExpansion}"/> reads.</summary>
internal unsafe struct GradientRows
{
    /// <summary>Rows.</summary>
    internal int Count;

    /// <summary>Pixels of a row.</summary>
    internal int Width;

    /// <summary>The first input pixel at the tile's first channel.</summary>
    internal float* Input;

    /// <summary>Floats from one input pixel to the next.</summary>
    internal nint InputStep;

    /// <summary>The gradient of one vector of channels, pixel by pixel.</summary>
    internal float* Grad;

    /// <summary>Floats from one gradient pixel to the next.</summary>
    internal nint GradStep;

    /// <summary>A vector of zeros: the gradient beyond the end of a row.</summary>
    internal float* Padding;

    /// <summary>The first of the pixels to bring into the cache meanwhile.</summary>
    internal float* Ahead;

    /// <summary>Floats from one of them to the next.</summary>
    internal nint AheadStep;
}
