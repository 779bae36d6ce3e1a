using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>What becomes of a sum on its way to memory: added to what is there, or y = sum · scale + shift and ReLU, which is a folded batch normalisation.</summary>
internal readonly unsafe struct GroupedEpilogue(float* scale, float* shift, bool relu, bool accumulate)
{
    /// <summary>One factor per output channel, or null.</summary>
    internal readonly float* Scale = scale;

    /// <summary>One summand per output channel; null as <see cref="Scale"/> is.</summary>
    internal readonly float* Shift = shift;

    internal readonly bool Relu = relu;

    internal readonly bool Accumulate = accumulate;

    /// <summary>The epilogue of the output channels from <paramref name="channel"/> on.</summary>
    internal GroupedEpilogue At(int channel) => Scale == null ? this : new GroupedEpilogue(Scale + channel, Shift + channel, Relu, Accumulate);

    /// <summary>
    /// Scales, shifts and rectifies a strip that was just stored. A pass of its own over lines that are still in the nearest cache, so that the kernels'
    /// stores stay short.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Finish<TSimd, TVector>(float* target, nint step, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Scale == null && !Relu)
            return;
        for (int i = 0; i < count; i++, target += step)
        {
            TVector value = TSimd.Load(target);
            if (Scale != null)
                value = TSimd.MultiplyAdd(value, TSimd.Load(Scale), TSimd.Load(Shift));
            if (Relu)
                value = TSimd.Max(TSimd.Zero, value);
            TSimd.Store(target, value);
        }
    }
}
