using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>
/// gradX (+)= gradY·Wᵀ for few rows, computed as gradXᵀ = W·gradYᵀ: the vector runs over the rows of the batch and W is broadcast as it lies, so that
/// every weight is read once and no transposed copy of W exists. Item = block of W's rows by panel of the batch. The sums have the order of
/// <see cref="GemmJob{TSimd, TVector, TEpilogue}"/>.
/// </summary>
internal readonly unsafe struct SmallBatchBackwardInput<TSimd, TVector>(float* gradOutputPanels, float* weight, float* gradInput, int rows, int depth, int columns, bool accumulate) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly float* _gradOutput = gradOutputPanels;
    private readonly float* _weight = weight;
    private readonly float* _gradInput = gradInput;
    private readonly int _rows = rows;
    private readonly int _depth = depth;
    private readonly int _columns = columns;
    private readonly bool _accumulate = accumulate;
    private readonly int _weightRows = new GemmProblem { Rows = depth, Columns = rows }.RowBlock(GemmBlocking.MR);

    internal void Run()
    {
        SmallBatchBackwardInput<TSimd, TVector> job = this;
        WorkerPool.Run(RowBlocks.Blocks(_depth, _weightRows) * Panels.Count(_rows), ref job);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(int index)
    {
        int batchPanel = index % Panels.Count(_rows), firstWeightRow = index / Panels.Count(_rows) * _weightRows;
        int weightRows = Math.Min(_weightRows, _depth - firstWeightRow);
        int width = Panels.WidthOf(_rows, batchPanel), batchRows = Math.Min(Panels.Width, _rows - (batchPanel * Panels.Width));
        float* gradInput = _gradInput + ((nint)batchPanel * Panels.Width * _depth) + firstWeightRow;
        float* stack = stackalloc float[Stack.Aligned(GemmBlocking.MC * Panels.Width)];
        float* transposed = Stack.Align(stack);
        if (_accumulate)
            Transposition.Block(gradInput, _depth, transposed, width, batchRows, weightRows);
        for (int column = 0; column < _columns; column += Panels.Width)
        {
            int panelWidth = Panels.WidthOf(_columns, column / Panels.Width);
            float* weight = _weight + ((nint)column * _depth) + (firstWeightRow * panelWidth);
            MacroKernel<TSimd, TVector>.Run(new GemmBlock
            {
                Rows = weightRows,
                Columns = width,
                Width = width,
                Depth = Math.Min(Panels.Width, _columns - column),
                A = weight,
                ARow = panelWidth,
                AStep = 1,
                B = _gradOutput + ((nint)batchPanel * Panels.Width * _columns) + ((nint)column * width),
                C = transposed,
                CRow = width,
                Accumulate = _accumulate || column > 0,
                // W comes from memory: every tile asks for the next one's rows, which lie behind its own.
                First = PrefetchStream.Following(weight, GemmBlocking.MR * panelWidth),
            });
        }
        Transposition.Block(transposed, width, gradInput, _depth, weightRows, batchRows);
    }
}
