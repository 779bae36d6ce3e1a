using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>What becomes of a sum on its way to memory: it is added to what is there, or normalised as <see cref="ChannelNorm"/> says.</summary>
internal readonly unsafe struct GroupedEpilogue
{
    private readonly float* _mean;
    private readonly float* _scale;
    private readonly float* _bias;
    private readonly nint _toResidual;
    private readonly bool _relu;

    /// <summary>Sums as they are.</summary>
    internal GroupedEpilogue(bool accumulate) => Accumulate = accumulate;

    /// <param name="mean">One per output channel.</param>
    /// <param name="scale">One per output channel.</param>
    /// <param name="bias">One per output channel.</param>
    /// <param name="toResidual">Floats from an output element to its residual; 0 without residuals.</param>
    /// <param name="relu">Whether to rectify.</param>
    internal GroupedEpilogue(float* mean, float* scale, float* bias, nint toResidual, bool relu)
    {
        _mean = mean;
        _scale = scale;
        _bias = bias;
        _toResidual = toResidual;
        _relu = relu;
    }

    internal bool Accumulate { get; }

    /// <summary>The epilogue of the output channels from <paramref name="channel"/> on.</summary>
    internal GroupedEpilogue At(int channel) =>
        _mean == null ? this : new GroupedEpilogue(_mean + channel, _scale + channel, _bias + channel, _toResidual, _relu);

    /// <summary>
    /// Normalises a strip that was just stored. A pass of its own over lines that are still in the nearest cache, so that the kernels' stores stay short.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Finish<TSimd, TVector>(float* target, nint step, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (_mean != null)
            NormStrip<TSimd, TVector>.Run(target, step, count, _mean, _scale, _bias, _toResidual == 0 ? null : target + _toResidual, _relu);
    }
}
