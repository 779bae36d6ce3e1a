using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Panels of Yᵀ (n x m) out of the rows of Y (m x n): a panel holds up to 64 rows of Y as its columns. Item = panel by block of n.</summary>
internal unsafe struct TransposedPanels(float* source, float* destination, int rows, int columns) : IJob
{
    private const int ColumnsPerItem = 256;

    private readonly float* _source = source;
    private readonly float* _destination = destination;
    private readonly int _rows = rows;
    private readonly int _columns = columns;

    internal static void Run(float* source, float* destination, int rows, int columns)
    {
        var job = new TransposedPanels(source, destination, rows, columns);
        WorkerPool.Run(Panels.Count(rows) * RowBlocks.Blocks(columns, ColumnsPerItem), ref job);
    }

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        int blocks = RowBlocks.Blocks(_columns, ColumnsPerItem);
        int panel = index / blocks, column = index % blocks * ColumnsPerItem;
        int width = Panels.WidthOf(_rows, panel);
        int rows = Math.Min(Panels.Width, _rows - (panel * Panels.Width)), columns = Math.Min(ColumnsPerItem, _columns - column);
        float* source = _source + ((nint)panel * Panels.Width * _columns) + column;
        float* destination = _destination + ((nint)panel * Panels.Width * _columns) + ((nint)column * width);
        Transposition.Block(source, _columns, destination, width, rows, columns);
        for (int c = 0; c < columns; c++)
            new Span<float>(destination + (c * width) + rows, width - rows).Clear();
    }
}
