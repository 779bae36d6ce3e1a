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
        int fromWidth = Panels.WidthOf(_columns, from);
        int toWidth = Panels.WidthOf(_rows, to);
        int firstRow = to * Panels.Width;
        int firstColumn = from * Panels.Width;
        int rows = Math.Min(Panels.Width, _rows - firstRow);
        int columns = Math.Min(Panels.Width, _columns - firstColumn);
        float* source = _source + ((nint)firstColumn * _rows) + (firstRow * fromWidth);
        float* destination = _destination + ((nint)firstRow * _columns) + (firstColumn * toWidth);

        int wholeRows = rows & ~3, wholeColumns = columns & ~3;
        for (int r = 0; r < wholeRows; r += 4)
        {
            for (int c = 0; c < wholeColumns; c += 4)
                Transpose4x4.Copy(source + (r * fromWidth) + c, fromWidth, destination + (c * toWidth) + r, toWidth);
        }
        for (int r = 0; r < rows; r++)
        {
            for (int c = r < wholeRows ? wholeColumns : 0; c < columns; c++)
                destination[(c * toWidth) + r] = source[(r * fromWidth) + c];
        }
        for (int c = 0; c < columns; c++)
            new Span<float>(destination + (c * toWidth) + rows, toWidth - rows).Clear();
    }
}
