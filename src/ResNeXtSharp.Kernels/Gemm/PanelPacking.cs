using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>A row-major matrix to panels. Rows whose length is a power of two would otherwise fall into a few cache sets.</summary>
internal unsafe struct PanelPacking(float* source, float* destination, int rows, int columns) : IJob
{
    private const int RowsPerItem = 128;

    private readonly float* _source = source;
    private readonly float* _destination = destination;
    private readonly int _rows = rows;
    private readonly int _columns = columns;

    internal static void Run(float* source, float* destination, int rows, int columns)
    {
        var job = new PanelPacking(source, destination, rows, columns);
        WorkerPool.Run((rows + RowsPerItem - 1) / RowsPerItem, ref job);
    }

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        int first = index * RowsPerItem;
        int last = Math.Min(first + RowsPerItem, _rows);
        for (int panel = 0; panel < Panels.Count(_columns); panel++)
        {
            int width = Panels.WidthOf(_columns, panel);
            int columns = Math.Min(width, _columns - (panel * Panels.Width));
            float* destination = _destination + ((nint)panel * Panels.Width * _rows) + ((nint)first * width);
            float* source = _source + ((nint)first * _columns) + (panel * Panels.Width);
            for (int row = first; row < last; row++, source += _columns, destination += width)
            {
                new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(destination, columns));
                new Span<float>(destination + columns, width - columns).Clear();
            }
        }
    }
}
