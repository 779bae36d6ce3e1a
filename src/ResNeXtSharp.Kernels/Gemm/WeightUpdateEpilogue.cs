using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>The block is a gradient: updates the weight it belongs to. In panels its rows are one stretch of memory, padding included.</summary>
internal readonly unsafe struct WeightUpdateEpilogue<TUpdate>(TUpdate update, float* weight, float* first, float* second, GemmProblem gradient) : IEpilogue
    where TUpdate : struct, IParameterUpdate
{
    private readonly TUpdate _update = update;
    private readonly float* _weight = weight;
    private readonly float* _first = first;
    private readonly float* _second = second;
    private readonly int _rows = gradient.Rows;

    /// <inheritdoc/>
    public static int RowMultiple => GemmBlocking.MR;

    /// <inheritdoc/>
    public void Finish<TSimd, TVector>(float* c, nint cRow, int row, int rows, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint start = ((nint)column * _rows) + (row * cRow);
        _update.Update<TSimd, TVector>(_weight + start, c, _first == null ? null : _first + start, _second == null ? null : _second + start, 0, rows * (int)cRow);
    }
}
