using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>C (+)= A·B with B in panels. Item (row block, panel) is one macro-kernel: every element of C belongs to one item, and its sum runs over k in one order.</summary>
internal unsafe struct GemmJob<TSimd, TVector>(GemmProblem problem) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly GemmProblem _problem = problem;

    // Asked once: the number of threads may change while another caller's items run.
    private readonly int _rowBlock = problem.RowBlock;

    /// <summary>Runs all items on the pool.</summary>
    internal static void Run(in GemmProblem problem)
    {
        var job = new GemmJob<TSimd, TVector>(problem);
        WorkerPool.Run((problem.Rows + job._rowBlock - 1) / job._rowBlock * Panels.Count(problem.Columns), ref job);
    }

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        int panels = Panels.Count(_problem.Columns);
        int panel = index % panels;
        int firstRow = index / panels * _rowBlock;
        int rows = Math.Min(_rowBlock, _problem.Rows - firstRow);
        int width = Panels.WidthOf(_problem.Columns, panel);
        NativeBuffer? scratch = _problem.TransposedB == null ? null : BufferPool.Rent(GemmBlocking.KC * Panels.Width);

        // At least once: a sum over nothing is 0 and must be written too.
        int k = 0;
        do
        {
            int depth = Math.Min(GemmBlocking.KC, _problem.Depth - k);
            bool accumulate = _problem.Accumulate || k > 0;
            float* a = _problem.A + (firstRow * _problem.ARow) + (k * _problem.AStep);
            float* b = scratch is null
                ? _problem.B + ((nint)panel * Panels.Width * _problem.Depth) + ((nint)k * width)
                : Transpose(panel, k, depth, width, scratch.Pointer);
            for (int column = 0; column < width;)
            {
                var block = new Block(a, b + column, width, panel, column, firstRow, rows, depth, accumulate);
                int left = width - column;
                if (TSimd.Width == 16 && left >= 4 * TSimd.Width)
                    column += Sweep<MicroKernel6x4<TSimd, TVector>>(block);
                else if (left >= 2 * TSimd.Width)
                    column += Sweep<MicroKernel6x2<TSimd, TVector>>(block);
                else
                    column += Sweep<MicroKernel6x1<TSimd, TVector>>(block);
            }
            k += GemmBlocking.KC;
        }
        while (k < _problem.Depth);
        if (scratch is not null)
            BufferPool.Return(scratch);
    }

    /// <summary>Rows k to k + depth of a panel of B, out of the panels of its transpose.</summary>
    readonly float* Transpose(int panel, int k, int depth, int width, float* scratch)
    {
        for (int row = 0; row < depth; row += Panels.Width)
            PanelTransposition.Block(_problem.TransposedB, _problem.Columns, _problem.Depth, panel, (k + row) / Panels.Width, scratch + ((nint)row * width));
        return scratch;
    }

    /// <summary>Takes the rows of a block through one column tile and returns the tile's width.</summary>
    [SkipLocalsInit]
    readonly int Sweep<TKernel>(in Block block)
        where TKernel : struct, IMicroKernel
    {
        float* a = block.A;
        nint aTile = GemmBlocking.MR * _problem.ARow;
        bool fits = _problem.OutputIsPanels || (block.Panel * Panels.Width) + block.Column + TKernel.Columns <= _problem.Columns;
        float* edge = stackalloc float[GemmBlocking.MR * Panels.Width];
        for (int row = 0; row < block.Rows; row += GemmBlocking.MR, a += aTile)
        {
            int rows = Math.Min(GemmBlocking.MR, block.Rows - row);
            float* c = _problem.Output(block.FirstRow + row, block.Panel, block.Column, out nint cRow);
            if (fits)
            {
                TKernel.Run(block.Depth, a, _problem.ARow, _problem.AStep, block.B, block.BStep, c, cRow, rows, block.Accumulate);
                continue;
            }
            // The tile reaches past the last column of C: compute it aside and copy what exists.
            TKernel.Run(block.Depth, a, _problem.ARow, _problem.AStep, block.B, block.BStep, edge, TKernel.Columns, rows, false);
            int columns = _problem.Columns - (block.Panel * Panels.Width) - block.Column;
            for (int r = 0; r < rows; r++)
            {
                for (int j = 0; j < columns; j++)
                {
                    float value = edge[(r * TKernel.Columns) + j];
                    c[(r * cRow) + j] = block.Accumulate ? c[(r * cRow) + j] + value : value;
                }
            }
        }
        return TKernel.Columns;
    }

    private readonly struct Block(float* a, float* b, int bStep, int panel, int column, int firstRow, int rows, int depth, bool accumulate)
    {
        internal readonly float* A = a;
        internal readonly float* B = b;
        internal readonly int BStep = bStep;
        internal readonly int Panel = panel;
        internal readonly int Column = column;
        internal readonly int FirstRow = firstRow;
        internal readonly int Rows = rows;
        internal readonly int Depth = depth;
        internal readonly bool Accumulate = accumulate;
    }
}
