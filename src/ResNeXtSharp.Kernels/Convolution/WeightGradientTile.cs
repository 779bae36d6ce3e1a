using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Sums expand(input) · gradOutput over packed lines for one kernel element, four input channels and the thirds of every line: twelve independent sums
/// hide the latency of a multiply-add.
/// </summary>
internal static unsafe class WeightGradientTile<TSimd, TVector, TExpansion>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TExpansion : struct, IExpansion<TVector>
{
    /// <summary>Input channels of a tile.</summary>
    internal const int Channels = 4;

    /// <summary>Adds the sums to the gradient.</summary>
    /// <param name="lines">Where the lines begin, from <paramref name="input"/> and <paramref name="gradOutput"/> on.</param>
    /// <param name="count">How many.</param>
    /// <param name="third">Positions of a third.</param>
    /// <param name="input">Packed input at the tile's first channel.</param>
    /// <param name="gradOutput">Packed gradient of one vector of output channels.</param>
    /// <param name="permutations">The tile's four permutations, for vectors that span groups.</param>
    /// <param name="gradient">The first channel's gradient.</param>
    /// <param name="step">Floats from one input channel's gradient to the next one's.</param>
    /// <param name="channels">Channels to store: fewer than four at the end of a group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(
        LinePair* lines, int count, int third, float* input, float* gradOutput, float* permutations, float* gradient, nint step, int channels)
    {
        nint stream = third * LinePacking<TSimd, TVector>.Lanes;
        TVector p0 = TSimd.Load(permutations), p1 = TSimd.Load(permutations + TSimd.Width);
        TVector p2 = TSimd.Load(permutations + (2 * TSimd.Width)), p3 = TSimd.Load(permutations + (3 * TSimd.Width));
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero, s23 = TSimd.Zero;
        for (LinePair* end = lines + count; lines < end; lines++)
        {
            float* x0 = input + lines->Source, x1 = x0 + stream, x2 = x1 + stream;
            float* y0 = gradOutput + lines->Target, y1 = y0 + stream, y2 = y1 + stream;
            for (int i = 0; i < third; i++)
            {
                TVector d0 = TSimd.Load(y0), d1 = TSimd.Load(y1), d2 = TSimd.Load(y2);
                TVector v0 = TExpansion.Expand(x0, 0, p0);
                s00 = TSimd.MultiplyAdd(v0, d0, s00);
                v0 = TExpansion.Expand(x1, 0, p0);
                s10 = TSimd.MultiplyAdd(v0, d1, s10);
                v0 = TExpansion.Expand(x2, 0, p0);
                s20 = TSimd.MultiplyAdd(v0, d2, s20);
                TVector v1 = TExpansion.Expand(x0, 1, p1);
                s01 = TSimd.MultiplyAdd(v1, d0, s01);
                v1 = TExpansion.Expand(x1, 1, p1);
                s11 = TSimd.MultiplyAdd(v1, d1, s11);
                v1 = TExpansion.Expand(x2, 1, p1);
                s21 = TSimd.MultiplyAdd(v1, d2, s21);
                TVector v2 = TExpansion.Expand(x0, 2, p2);
                s02 = TSimd.MultiplyAdd(v2, d0, s02);
                v2 = TExpansion.Expand(x1, 2, p2);
                s12 = TSimd.MultiplyAdd(v2, d1, s12);
                v2 = TExpansion.Expand(x2, 2, p2);
                s22 = TSimd.MultiplyAdd(v2, d2, s22);
                TVector v3 = TExpansion.Expand(x0, 3, p3);
                s03 = TSimd.MultiplyAdd(v3, d0, s03);
                v3 = TExpansion.Expand(x1, 3, p3);
                s13 = TSimd.MultiplyAdd(v3, d1, s13);
                v3 = TExpansion.Expand(x2, 3, p3);
                s23 = TSimd.MultiplyAdd(v3, d2, s23);
                x0 += LinePacking<TSimd, TVector>.Lanes;
                x1 += LinePacking<TSimd, TVector>.Lanes;
                x2 += LinePacking<TSimd, TVector>.Lanes;
                y0 += LinePacking<TSimd, TVector>.Lanes;
                y1 += LinePacking<TSimd, TVector>.Lanes;
                y2 += LinePacking<TSimd, TVector>.Lanes;
            }
        }
        TileGradient<TSimd, TVector>.Add(gradient, step, channels, Sum(s00, s10, s20), Sum(s01, s11, s21), Sum(s02, s12, s22), Sum(s03, s13, s23));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Sum(TVector a, TVector b, TVector c) => TSimd.Add(TSimd.Add(a, b), c);
}

/// <summary>A line's first positions in the packed input and the packed gradient, in floats.</summary>
internal readonly record struct LinePair(int Source, int Target);
