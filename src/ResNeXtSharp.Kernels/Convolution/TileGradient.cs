using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>How the sums of a tile of four input channels join the weight's gradient.</summary>
internal static unsafe class TileGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Adds the sums of the first <paramref name="channels"/> input channels; a group may end within the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(float* gradient, nint step, int channels, TVector s0, TVector s1, TVector s2, TVector s3)
    {
        TSimd.Store(gradient, TSimd.Add(TSimd.Load(gradient), s0));
        if (channels > 1) TSimd.Store(gradient + step, TSimd.Add(TSimd.Load(gradient + step), s1));
        if (channels > 2) TSimd.Store(gradient + (2 * step), TSimd.Add(TSimd.Load(gradient + (2 * step)), s2));
        if (channels > 3) TSimd.Store(gradient + (3 * step), TSimd.Add(TSimd.Load(gradient + (3 * step)), s3));
    }
}
