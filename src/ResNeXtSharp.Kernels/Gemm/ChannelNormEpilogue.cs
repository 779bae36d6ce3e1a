using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary><see cref="ChannelNorm"/> on a block of a product's columns, in place.</summary>
internal readonly unsafe struct ChannelNormEpilogue(float* mean, float* scale, float* bias, float* residual, nint residualRow, bool relu) : IEpilogue
{
    private readonly float* _mean = mean;
    private readonly float* _scale = scale;
    private readonly float* _bias = bias;
    private readonly float* _residual = residual;
    private readonly nint _residualRow = residualRow;
    private readonly bool _relu = relu;

    /// <inheritdoc/>
    public static int RowMultiple => GemmBlocking.MR;

    /// <inheritdoc/>
    public void Finish<TSimd, TVector>(float* c, nint cRow, int row, int rows, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* residual = _residual == null ? null : _residual + (row * _residualRow);
        int whole = columns / TSimd.Width * TSimd.Width;
        for (int i = 0; i < whole; i += TSimd.Width)
            Column<TSimd, TVector>(c + i, cRow, residual, rows, column + i);
        for (int i = whole; i < columns; i++)
            Column<SimdScalar, float>(c + i, cRow, residual, rows, column + i);
    }

    void Column<TS, TV>(float* c, nint cRow, float* residual, int rows, int channel)
        where TS : struct, ISimd<TV>
        where TV : struct
    {
        TV mean = TS.Load(_mean + channel), scale = TS.Load(_scale + channel), bias = TS.Load(_bias + channel);
        for (int row = 0; row < rows; row++, c += cRow)
        {
            TV value = TS.MultiplyAdd(TS.Subtract(TS.Load(c), mean), scale, bias);
            if (residual != null)
                value = TS.Add(value, TS.Load(residual + (row * _residualRow) + channel));
            if (_relu)
                value = TS.Max(TS.Zero, value);
            TS.Store(c, value);
        }
    }
}
