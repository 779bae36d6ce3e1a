using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Measures the block's part of the statistics that a batch normalisation behind the product will need.</summary>
/// <param name="partials">Of <see cref="PartialMoments"/>, for all rows of C.</param>
/// <param name="channels">Columns of C.</param>
internal readonly unsafe struct MomentsEpilogue(float* partials, int channels) : IEpilogue
{
    private readonly float* _partials = partials;
    private readonly int _channels = channels;

    /// <inheritdoc/>
    public static int RowMultiple => RowBlocks.ReductionRows;

    /// <inheritdoc/>
    public void Finish<TSimd, TVector>(float* c, nint cRow, int row, int rows, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int done = 0; done < rows; done += RowBlocks.ReductionRows)
        {
            float* partial = _partials + ((nint)((row + done) / RowBlocks.ReductionRows) * 3 * _channels) + column;
            PartialMoments.Measure<TSimd, TVector>(c + (done * cRow), cRow, Math.Min(RowBlocks.ReductionRows, rows - done), columns, partial, _channels);
        }
    }
}
