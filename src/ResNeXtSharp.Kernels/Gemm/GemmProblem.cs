using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B: where the matrices lie. A may be read along either dimension, B lies in panels, C in rows or in panels.</summary>
internal readonly unsafe struct GemmProblem
{
    /// <summary>Rows of A and C (m).</summary>
    internal int Rows { get; init; }

    /// <summary>Columns of B and C (n).</summary>
    internal int Columns { get; init; }

    /// <summary>Columns of A and rows of B (k).</summary>
    internal int Depth { get; init; }

    internal float* A { get; init; }

    /// <summary>Floats between rows of A.</summary>
    internal nint ARow { get; init; }

    /// <summary>Floats between columns of A.</summary>
    internal nint AStep { get; init; }

    /// <summary>Panels of depth x columns.</summary>
    internal float* B { get; init; }

    /// <summary>Where <see cref="B"/> is null: panels of Bᵀ (columns x depth), which an item transposes block by block as it goes.</summary>
    internal float* TransposedB { get; init; }

    internal float* C { get; init; }

    /// <summary>Whether C lies in panels; otherwise its rows are contiguous.</summary>
    internal bool OutputIsPanels { get; init; }

    internal bool Accumulate { get; init; }

    /// <summary>Rows per work item: MC, or less where that would leave threads without work.</summary>
    internal int RowBlock
    {
        get
        {
            int wanted = ((4 * WorkerPool.Threads) + Panels.Count(Columns) - 1) / Panels.Count(Columns);
            int rows = (((Rows + wanted - 1) / wanted) + GemmBlocking.MR - 1) / GemmBlocking.MR * GemmBlocking.MR;
            return Math.Clamp(rows, GemmBlocking.MR, GemmBlocking.MC);
        }
    }

    /// <summary>The address of element (row, column of panel) of C, and the floats between its rows.</summary>
    internal float* Output(int row, int panel, int column, out nint rowStride)
    {
        if (!OutputIsPanels)
        {
            rowStride = Columns;
            return C + ((nint)row * Columns) + (panel * Panels.Width) + column;
        }
        rowStride = Panels.WidthOf(Columns, panel);
        return C + ((nint)panel * Panels.Width * Rows) + (row * rowStride) + column;
    }
}
