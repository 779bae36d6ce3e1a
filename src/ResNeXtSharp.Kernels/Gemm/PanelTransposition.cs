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
        int to = index / Panels.Count(_columns), from = index % Panels.Count(_columns);
        int fromWidth = Panels.WidthOf(_columns, from), toWidth = Panels.WidthOf(_rows, to);
        int rows = Math.Min(Panels.Width, _rows - (to * Panels.Width)), columns = Math.Min(Panels.Width, _columns - (from * Panels.Width));
        float* source = _source + ((nint)from * Panels.Width * _rows) + (to * Panels.Width * fromWidth);
        float* destination = _destination + ((nint)to * Panels.Width * _columns) + (from * Panels.Width * toWidth);
        Transposition.Block(source, fromWidth, destination, toWidth, rows, columns);
        for (int c = 0; c < columns; c++)
            new Span<float>(destination + (c * toWidth) + rows, toWidth - rows).Clear();
    }
}
