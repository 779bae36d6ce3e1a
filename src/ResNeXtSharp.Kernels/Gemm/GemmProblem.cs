using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B: where the matrices lie. A may be read along either dimension, B and C lie in rows or in panels.</summary>
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

    internal float* B { get; init; }

    /// <summary>Whether B lies in rows, which an item packs block by block as it goes; otherwise it lies in panels.</summary>
    internal bool InputIsRows { get; init; }

    /// <summary>The product, or null where only the epilogue reads it, block by block.</summary>
    internal float* C { get; init; }

    /// <summary>Whether C lies in panels; otherwise its rows are contiguous.</summary>
    internal bool OutputIsPanels { get; init; }

    internal bool Accumulate { get; init; }

    /// <summary>Rows per work item: MC, or less where that would leave threads without work.</summary>
    /// <param name="multiple">What the rows are a multiple of: a divisor of MC.</param>
    internal int RowBlock(int multiple)
    {
        // An item that packs its part of B should use it for many rows; one that finds it packed may be small, and balance better.
        int itemsPerThread = InputIsRows ? 1 : 4;
        int wanted = ((itemsPerThread * WorkerPool.Threads) + Panels.Count(Columns) - 1) / Panels.Count(Columns);
        int rows = (((Rows + wanted - 1) / wanted) + multiple - 1) / multiple * multiple;
        return Math.Clamp(rows, multiple, GemmBlocking.MC);
    }

    /// <summary>The address of element (row, first column of panel) of C.</summary>
    internal float* Output(int row, int panel) => OutputIsPanels
        ? C + ((nint)panel * Panels.Width * Rows) + (row * Panels.WidthOf(Columns, panel))
        : C + ((nint)row * Columns) + (panel * Panels.Width);
}
