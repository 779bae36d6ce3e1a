using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>What is done to a block of C when its sums are complete and it is still in the cache.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>A block's first row is a multiple of this.</summary>
    static abstract int RowMultiple { get; }

    /// <summary>Finishes one block.</summary>
    /// <param name="c">The block's first element.</param>
    /// <param name="cRow">Floats between its rows.</param>
    /// <param name="row">The first row's index in C.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="column">The first column's index in C.</param>
    /// <param name="columns">Columns that exist.</param>
    void Finish<TSimd, TVector>(float* c, nint cRow, int row, int rows, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>C is the product.</summary>
internal readonly unsafe struct NoEpilogue : IEpilogue
{
    /// <inheritdoc/>
    public static int RowMultiple => GemmBlocking.MR;

    /// <inheritdoc/>
    public void Finish<TSimd, TVector>(float* c, nint cRow, int row, int rows, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
    }
}
