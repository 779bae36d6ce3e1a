using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary><see cref="ChannelNorm"/> on a block of a product in rows, in place.</summary>
internal readonly unsafe struct ChannelNormEpilogue(float* mean, float* scale, float* bias, float* residual, bool relu) : IEpilogue
{
    private readonly float* _mean = mean;
    private readonly float* _scale = scale;
    private readonly float* _bias = bias;
    private readonly float* _residual = residual;
    private readonly bool _relu = relu;

    /// <inheritdoc/>
    public static int RowMultiple => GemmBlocking.MR;

    /// <inheritdoc/>
    public void Finish<TSimd, TVector>(float* c, nint cRow, int row, int rows, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int whole = columns / TSimd.Width * TSimd.Width;
        for (int i = 0; i < whole; i += TSimd.Width)
            Strip<TSimd, TVector>(c + i, cRow, row, rows, column + i);
        for (int i = whole; i < columns; i++)
            Strip<SimdScalar, float>(c + i, cRow, row, rows, column + i);
    }

    void Strip<TS, TV>(float* c, nint cRow, int row, int rows, int channel)
        where TS : struct, ISimd<TV>
        where TV : struct =>
        NormStrip<TS, TV>.Run(
            c, cRow, rows, _mean + channel, _scale + channel, _bias + channel, _residual == null ? null : _residual + (row * cRow) + channel, _relu);
}
