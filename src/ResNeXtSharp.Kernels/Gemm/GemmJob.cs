using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B. Item (row block, panel) is one block of C: every element belongs to one item, and its sum runs over k in one order.</summary>
internal unsafe struct GemmJob<TSimd, TVector, TEpilogue>(GemmProblem problem, TEpilogue epilogue) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TEpilogue : struct, IEpilogue
{
    private readonly GemmProblem _problem = problem;
    private readonly TEpilogue _epilogue = epilogue;

    // Asked once: the number of threads may change while another caller's items run.
    private readonly int _rowBlock = problem.RowBlock(TEpilogue.RowMultiple);

    /// <summary>Runs all items on the pool.</summary>
    internal static void Run(in GemmProblem problem, TEpilogue epilogue)
    {
        var job = new GemmJob<TSimd, TVector, TEpilogue>(problem, epilogue);
        WorkerPool.Run((problem.Rows + job._rowBlock - 1) / job._rowBlock * Panels.Count(problem.Columns), ref job);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int index)
    {
        int panels = Panels.Count(_problem.Columns);
        int panel = index % panels;
        int firstRow = index / panels * _rowBlock;
        int rows = Math.Min(_rowBlock, _problem.Rows - firstRow);
        int width = Panels.WidthOf(_problem.Columns, panel);
        float* stack = stackalloc float[Stack.Aligned(GemmBlocking.KC * Panels.Width)];
        float* packed = Stack.Align(stack);
        int columns = _problem.OutputIsPanels ? width : Math.Min(width, _problem.Columns - (panel * Panels.Width));
        float* output = stackalloc float[_problem.C == null ? Stack.Aligned(GemmBlocking.MC * Panels.Width) : 0];
        nint cRow = _problem.OutputIsPanels ? width : _problem.Columns;
        float* c = _problem.C == null ? Stack.Align(output) : _problem.Output(firstRow, panel);

        // At least once: a sum over nothing is 0 and must be written too.
        int k = 0;
        do
        {
            int depth = Math.Min(GemmBlocking.KC, _problem.Depth - k);
            MacroKernel<TSimd, TVector>.Run(new GemmBlock
            {
                Rows = rows,
                Columns = columns,
                Width = width,
                Depth = depth,
                A = _problem.A + (firstRow * _problem.ARow) + (k * _problem.AStep),
                ARow = _problem.ARow,
                AStep = _problem.AStep,
                B = _problem.InputIsRows
                    ? Pack(panel, k, depth, width, packed)
                    : _problem.B + ((nint)panel * Panels.Width * _problem.Depth) + ((nint)k * width),
                C = c,
                CRow = cRow,
                Accumulate = _problem.Accumulate || k > 0,
                First = _problem.InputIsRows ? NextOfA(firstRow, rows, k, depth) : NextOfPanel(panel, k, depth, width),
                Second = _problem.InputIsRows ? NextOfB(panel, k, depth, width) : default,
            });
            k += GemmBlocking.KC;
        }
        while (k < _problem.Depth);
        _epilogue.Finish<TSimd, TVector>(c, cRow, firstRow, rows, panel * Panels.Width, columns);
    }

    /// <summary>
    /// Rows k to k + depth of a panel of B, out of B's rows. Rows whose length is a power of two would otherwise fall into a few cache sets.
    /// </summary>
    readonly float* Pack(int panel, int k, int depth, int width, float* packed)
    {
        int columns = Math.Min(width, _problem.Columns - (panel * Panels.Width));
        float* source = _problem.B + ((nint)k * _problem.Columns) + (panel * Panels.Width);
        float* destination = packed;
        int whole = columns / TSimd.Width * TSimd.Width;
        for (int row = 0; row < depth; row++, source += _problem.Columns, destination += width)
        {
            for (int column = 0; column < whole; column += TSimd.Width)
                TSimd.Store(destination + column, TSimd.Load(source + column));
            for (int column = whole; column < width; column++)
                destination[column] = column < columns ? source[column] : 0;
        }
        return packed;
    }

    readonly PrefetchStream NextOfA(int firstRow, int rows, int k, int depth) =>
        PrefetchStream.Strided(_problem.A + (firstRow * _problem.ARow) + (Next(k, depth) * _problem.AStep), _problem.AStep, rows);

    readonly PrefetchStream NextOfB(int panel, int k, int depth, int width) =>
        PrefetchStream.Strided(_problem.B + (Next(k, depth) * _problem.Columns) + (panel * Panels.Width), _problem.Columns, width);

    /// <summary>Behind a panel's last block lies the next panel, which this thread or another will take soon.</summary>
    readonly PrefetchStream NextOfPanel(int panel, int k, int depth, int width) =>
        PrefetchStream.Contiguous(_problem.B + ((nint)panel * Panels.Width * _problem.Depth) + ((nint)(k + depth) * width), depth, width * depth);

    /// <summary>The k after this block, or its own where it is the last: an address outside the matrix would cost a page walk for nothing.</summary>
    readonly nint Next(int k, int depth) => k + (2 * depth) <= _problem.Depth ? k + depth : k;
}
