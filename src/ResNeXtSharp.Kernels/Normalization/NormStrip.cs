using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>The arithmetic of <see cref="ChannelNorm"/>, and its use in place on one vector of channels at several positions.</summary>
internal static unsafe class NormStrip<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>[relu]((x - mean) · scale + bias [+ residual])</summary>
    /// <param name="x">The value.</param>
    /// <param name="mean">Of its channels.</param>
    /// <param name="scale">Of its channels.</param>
    /// <param name="bias">Of its channels.</param>
    /// <param name="residual">Where the residual lies, or null.</param>
    /// <param name="relu">Whether to rectify.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Value(TVector x, TVector mean, TVector scale, TVector bias, float* residual, bool relu)
    {
        TVector value = TSimd.MultiplyAdd(TSimd.Subtract(x, mean), scale, bias);
        if (residual != null)
            value = TSimd.Add(value, TSimd.Load(residual));
        return relu ? TSimd.Max(TSimd.Zero, value) : value;
    }

    /// <summary>Normalises positions that lie <paramref name="step"/> floats apart.</summary>
    /// <param name="target">The first position; results take the values' place.</param>
    /// <param name="step">Floats between positions, of the residual too.</param>
    /// <param name="count">Positions.</param>
    /// <param name="mean">Of the channels.</param>
    /// <param name="scale">Of the channels.</param>
    /// <param name="bias">Of the channels.</param>
    /// <param name="residual">The first position's residual, or null.</param>
    /// <param name="relu">Whether to rectify.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run(float* target, nint step, int count, float* mean, float* scale, float* bias, float* residual, bool relu)
    {
        TVector m = TSimd.Load(mean), s = TSimd.Load(scale), b = TSimd.Load(bias);
        nint toResidual = residual == null ? 0 : (nint)(residual - target);
        for (int i = 0; i < count; i++, target += step)
            TSimd.Store(target, Value(TSimd.Load(target), m, s, b, residual == null ? null : target + toResidual, relu));
    }
}
