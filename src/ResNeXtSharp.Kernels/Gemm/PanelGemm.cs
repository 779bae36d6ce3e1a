using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>
/// The three products of a linear map Y = X·W: X is rows x depth and Y rows x columns, both row-major; W is depth x columns in <see cref="Panels"/>.
/// A pointwise convolution on channels-last activations is exactly this, with one row per pixel.
/// </summary>
public static unsafe class PanelGemm
{
    /// <summary>Y (+)= X·W</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int rows, int depth, int columns, bool accumulate = false)
    {
        Check(input.Length, weight.Length, output.Length, rows, depth, columns);
        fixed (float* x = input, w = weight, y = output)
        {
            Run(new GemmProblem { Rows = rows, Columns = columns, Depth = depth, A = x, ARow = depth, AStep = 1, B = w, C = y, Accumulate = accumulate });
        }
    }

    /// <summary>gradX (+)= gradY·Wᵀ</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void BackwardInput(ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> weight, Span<float> gradInput, int rows, int depth, int columns, bool accumulate = false)
    {
        Check(gradInput.Length, weight.Length, gradOutput.Length, rows, depth, columns);
        fixed (float* dy = gradOutput, w = weight, dx = gradInput)
        {
            var problem = new GemmProblem { Rows = rows, Columns = depth, Depth = columns, A = dy, ARow = columns, AStep = 1, TransposedB = w, C = dx, Accumulate = accumulate };
            // With few rows every element of W serves once: transposed in cache on the way, it is read from memory a single time.
            if (rows <= problem.RowBlock)
            {
                Run(problem);
                return;
            }
            NativeBuffer transposed = BufferPool.Rent(Panels.Length(columns, depth));
            PanelTransposition.Run(w, transposed.Pointer, depth, columns);
            Run(problem with { TransposedB = null, B = transposed.Pointer });
            BufferPool.Return(transposed);
        }
    }

    /// <summary>gradW (+)= Xᵀ·gradY, in panels</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void BackwardWeight(ReadOnlySpan<float> input, ReadOnlySpan<float> gradOutput, Span<float> gradWeight, int rows, int depth, int columns, bool accumulate = false)
    {
        Check(input.Length, gradWeight.Length, gradOutput.Length, rows, depth, columns);
        NativeBuffer packed = BufferPool.Rent(Panels.Length(rows, columns));
        fixed (float* x = input, dy = gradOutput, dw = gradWeight)
        {
            PanelPacking.Run(dy, packed.Pointer, rows, columns);
            Run(new GemmProblem
            {
                Rows = depth, Columns = columns, Depth = rows, A = x, ARow = 1, AStep = depth, B = packed.Pointer, C = dw, OutputIsPanels = true, Accumulate = accumulate,
            });
        }
        BufferPool.Return(packed);
    }

    static void Run(in GemmProblem problem)
    {
        var action = new Action(problem);
        SimdDispatch.Run(ref action);
    }

    static void Check(int input, int weight, int output, int rows, int depth, int columns)
    {
        if (rows < 0 || depth < 1 || columns < 1)
            throw new ArgumentException($"A product of {rows} x {depth} by {depth} x {columns} does not exist.");
        if (input < (long)rows * depth || weight < (long)depth * Panels.PaddedColumns(columns) || output < (long)rows * columns)
            throw new ArgumentException($"Spans of {input}, {weight} and {output} floats are too short for {rows} x {depth} by {depth} x {columns}.");
    }

    private readonly struct Action(GemmProblem problem) : ISimdAction
    {
        private readonly GemmProblem _problem = problem;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => GemmJob<TSimd, TVector>.Run(_problem);
    }
}
