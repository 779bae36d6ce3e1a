using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Gives every output lane the input channel it multiplies: channel j of the lane's own group.</summary>
internal unsafe interface IExpansion<TVector>
    where TVector : struct
{
    /// <summary>Floats to the source of the next channel.</summary>
    static abstract nint Advance { get; }

    /// <summary>Channel <paramref name="channel"/> of each lane's group.</summary>
    static abstract TVector Expand(float* source, nint channel, TVector index);
}

/// <summary>All lanes belong to one group: its channel goes to every lane.</summary>
internal readonly unsafe struct BroadcastExpansion<TSimd, TVector> : IExpansion<TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public static nint Advance => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Expand(float* source, nint channel, TVector index) => TSimd.Broadcast(source[channel]);
}

/// <summary>The lanes span several groups: one load brings their channels, one permutation deals them out.</summary>
internal readonly unsafe struct PermuteExpansion<TSimd, TVector> : IExpansion<TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public static nint Advance => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Expand(float* source, nint channel, TVector index) => TSimd.Permute(TSimd.Load(source), index);
}
