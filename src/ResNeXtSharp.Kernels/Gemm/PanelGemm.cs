using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>
/// The three products of a linear map Y = X·W: X is rows x depth and Y rows x columns, both row-major; W is depth x columns in <see cref="Panels"/>.
/// A pointwise convolution on channels-last activations is exactly this, with one row per pixel.
/// </summary>
public static unsafe class PanelGemm
{
    // Up to so many rows the weights cost more to transpose than the activations.
    private const int SmallBatch = 128;

    /// <summary>Y (+)= X·W</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int rows, int depth, int columns, bool accumulate = false)
    {
        Check(input.Length, weight.Length, output.Length, rows, depth, columns);
        fixed (float* x = input, w = weight, y = output)
        {
            Run(new GemmProblem { Rows = rows, Columns = columns, Depth = depth, A = x, ARow = depth, AStep = 1, B = w, C = y, Accumulate = accumulate }, default(NoEpilogue));
        }
    }

    /// <summary>Y = X·W, and the partial sums of Y's statistics as <see cref="BatchStatistics.MeasureBlocks"/> forms them.</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, Span<float> partials, int rows, int depth, int columns)
    {
        Check(input.Length, weight.Length, output.Length, rows, depth, columns);
        if (partials.Length < BatchStatistics.PartialsLength(rows, columns))
            throw new ArgumentException($"{partials.Length} floats do not hold the partial sums of {rows} rows of {columns} channels.", nameof(partials));
        fixed (float* x = input, w = weight, y = output, partial = partials)
        {
            Run(new GemmProblem { Rows = rows, Columns = columns, Depth = depth, A = x, ARow = depth, AStep = 1, B = w, C = y }, new MomentsEpilogue(partial, columns));
        }
    }

    /// <summary>Y = norm(X·W)</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, in ChannelNorm norm, Span<float> output, int rows, int depth, int columns)
    {
        Check(input.Length, weight.Length, output.Length, rows, depth, columns);
        norm.Check(rows * columns, columns);
        fixed (float* x = input, w = weight, y = output, mean = norm.Mean, scale = norm.Scale, bias = norm.Bias, residual = norm.Residual)
        {
            Run(
                new GemmProblem { Rows = rows, Columns = columns, Depth = depth, A = x, ARow = depth, AStep = 1, B = w, C = y },
                new ChannelNormEpilogue(mean, scale, bias, residual, columns, norm.Relu));
        }
    }

    /// <summary>gradX (+)= gradY·Wᵀ</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void BackwardInput(ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, int rows, int depth, int columns, bool accumulate = false)
    {
        Check(gradInput.Length, weight.Length, gradOutput.Length, rows, depth, columns);
        fixed (float* dy = gradOutput, w = weight, dx = gradInput)
        {
            if (rows <= SmallBatch)
            {
                NativeBuffer panels = BufferPool.Rent(Panels.Length(columns, rows));
                TransposedPanels.Run(dy, panels.Pointer, rows, columns);
                var action = new SmallBatchAction(panels.Pointer, w, dx, rows, depth, columns, accumulate);
                SimdDispatch.Run(ref action);
                BufferPool.Return(panels);
                return;
            }
            NativeBuffer transposed = BufferPool.Rent(Panels.Length(columns, depth));
            PanelTransposition.Run(w, transposed.Pointer, depth, columns);
            Run(new GemmProblem { Rows = rows, Columns = depth, Depth = columns, A = dy, ARow = columns, AStep = 1, B = transposed.Pointer, C = dx, Accumulate = accumulate }, default(NoEpilogue));
            BufferPool.Return(transposed);
        }
    }

    /// <summary>gradW (+)= Xᵀ·gradY, in panels</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void BackwardWeight(ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, int rows, int depth, int columns, bool accumulate = false)
    {
        Check(input.Length, gradWeight.Length, gradOutput.Length, rows, depth, columns);
        fixed (float* x = input, dy = gradOutput, dw = gradWeight)
        {
            Run(new GemmProblem
            {
                Rows = depth, Columns = columns, Depth = rows, A = x, ARow = 1, AStep = depth, B = dy, InputIsRows = true, C = dw, OutputIsPanels = true, Accumulate = accumulate,
            }, default(NoEpilogue));
        }
    }

    /// <summary>W moves by gradW = Xᵀ·gradY as its optimizer says, without gradW ever being stored.</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or the update belongs to another weight.</exception>
    public static void UpdateWeight(ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, WeightUpdate update, int rows, int depth, int columns)
    {
        Check(input.Length, update.Length, gradOutput.Length, rows, depth, columns);
        fixed (float* x = input, dy = gradOutput)
        {
            update.Run(new GemmProblem { Rows = depth, Columns = columns, Depth = rows, A = x, ARow = 1, AStep = depth, B = dy, InputIsRows = true, OutputIsPanels = true });
        }
    }

    internal static void Run<TEpilogue>(in GemmProblem problem, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        var action = new Action<TEpilogue>(problem, epilogue);
        SimdDispatch.Run(ref action);
    }

    static void Check(int input, int weight, int output, int rows, int depth, int columns)
    {
        if (rows < 0 || depth < 1 || columns < 1)
            throw new ArgumentException($"A product of {rows} x {depth} by {depth} x {columns} does not exist.");
        if (input < (long)rows * depth || weight < (long)depth * Panels.PaddedColumns(columns) || output < (long)rows * columns)
            throw new ArgumentException($"Spans of {input}, {weight} and {output} floats are too short for {rows} x {depth} by {depth} x {columns}.");
    }

    private readonly struct Action<TEpilogue>(GemmProblem problem, TEpilogue epilogue) : ISimdAction
        where TEpilogue : struct, IEpilogue
    {
        private readonly GemmProblem _problem = problem;
        private readonly TEpilogue _epilogue = epilogue;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => GemmJob<TSimd, TVector, TEpilogue>.Run(_problem, _epilogue);
    }

    private readonly struct SmallBatchAction(float* gradOutputPanels, float* weight, float* gradInput, int rows, int depth, int columns, bool accumulate) : ISimdAction
    {
        private readonly float* _gradOutputPanels = gradOutputPanels;
        private readonly float* _weight = weight;
        private readonly float* _gradInput = gradInput;
        private readonly int _rows = rows;
        private readonly int _depth = depth;
        private readonly int _columns = columns;
        private readonly bool _accumulate = accumulate;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => new SmallBatchBackwardInput<TSimd, TVector>(_gradOutputPanels, _weight, _gradInput, _rows, _depth, _columns, _accumulate).Run();
    }
}
