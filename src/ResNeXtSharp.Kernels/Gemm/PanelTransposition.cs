using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Panels of W (k x n) to panels of Wᵀ (n x k). A source panel meets a destination panel in one block, which an item transposes.</summary>
internal unsafe struct PanelTransposition(float* source, float* destination, int rows, int columns) : IJob
{
    private readonly float* _source = source;
    private readonly float* _destination = destination;
    private readonly int _rows = rows;
    private readonly int _columns = columns;

    internal static void Run(float* source, float* destination, int rows, int columns)
    {
        var job = new PanelTransposition(source, destination, rows, columns);
        WorkerPool.Run(Panels.Count(rows) * Panels.Count(columns), ref job);
    }

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        int to = index / Panels.Count(_columns);
        int from = index % Panels.Count(_columns);
        float* destination = _destination + ((nint)to * Panels.Width * _columns) + (from * Panels.Width * Panels.WidthOf(_rows, to));
        Block(_source, _rows, _columns, to, from, destination);
    }

    /// <summary>Transposes the block where panel <paramref name="from"/> of the source meets panel <paramref name="to"/> of the destination.</summary>
    /// <param name="source">Panels of rows x columns.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="to">Which panel of rows.</param>
    /// <param name="from">Which panel of columns.</param>
    /// <param name="destination">The block: one row per source column, as wide as the destination's panel.</param>
    internal static void Block(float* source, int rows, int columns, int to, int from, float* destination)
    {
        int fromWidth = Panels.WidthOf(columns, from);
        int toWidth = Panels.WidthOf(rows, to);
        int blockRows = Math.Min(Panels.Width, rows - (to * Panels.Width));
        int blockColumns = Math.Min(Panels.Width, columns - (from * Panels.Width));
        source += ((nint)from * Panels.Width * rows) + (to * Panels.Width * fromWidth);

        int wholeRows = blockRows & ~7, wholeColumns = blockColumns & ~7;
        for (int r = 0; r < wholeRows; r += 8)
        {
            for (int c = 0; c < wholeColumns; c += 8)
                Transpose8x8.Copy(source + (r * fromWidth) + c, fromWidth, destination + (c * toWidth) + r, toWidth);
        }
        for (int r = 0; r < blockRows; r++)
        {
            for (int c = r < wholeRows ? wholeColumns : 0; c < blockColumns; c++)
                destination[(c * toWidth) + r] = source[(r * fromWidth) + c];
        }
        for (int c = 0; c < blockColumns; c++)
            new Span<float>(destination + (c * toWidth) + blockRows, toWidth - blockRows).Clear();
    }
}
