using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>How an accumulator leaves its register.</summary>
internal static unsafe class Tile
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put<TSimd, TVector>(float* c, TVector sum, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Store(c, accumulate ? TSimd.Add(TSimd.Load(c), sum) : sum);
}
