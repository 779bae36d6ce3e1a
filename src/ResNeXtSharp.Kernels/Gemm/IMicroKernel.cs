namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>The innermost product: a tile of C that stays in registers while the depth runs.</summary>
internal unsafe interface IMicroKernel
{
    /// <summary>Columns of the tile (NR).</summary>
    static abstract int Columns { get; }

    /// <summary>C (+)= A·B for one tile.</summary>
    /// <typeparam name="TRows">Rows computed.</typeparam>
    /// <param name="depth">Products summed per element (k).</param>
    /// <param name="a">A's first element of the tile's first row.</param>
    /// <param name="aRow">Floats between rows of A.</param>
    /// <param name="aStep">Floats between successive k of A.</param>
    /// <param name="b">B's first element of the tile's first column.</param>
    /// <param name="bStep">Floats between successive k of B; a row's columns are contiguous.</param>
    /// <param name="c">C's first element of the tile.</param>
    /// <param name="cRow">Floats between rows of C.</param>
    /// <param name="rows">Rows of the tile in use: those of <typeparamref name="TRows"/>, or fewer than four with <see cref="FourRows"/>.</param>
    /// <param name="accumulate">Whether to add to C or to overwrite it.</param>
    /// <param name="ahead">What to prefetch at the first k.</param>
    /// <param name="aheadStep">Floats that the prefetch advances per k.</param>
    static abstract void Run<TRows>(nint depth, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int rows, bool accumulate, float* ahead, nint aheadStep)
        where TRows : struct, ITileRows;
}
