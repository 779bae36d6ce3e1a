using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Gemm;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>
/// Brings all singular values of a matrix near 1 and keeps its singular vectors, by matrix products alone: X becomes (aI + bA + cA²)·X with A = X·Xᵀ, five times. The
/// coefficients are those of Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024: they raise small singular values fastest, and leave all between about 0.7 and 1.2.
/// </summary>
public static unsafe class NewtonSchulz
{
    private const int Iterations = 5;
    private const float Linear = 3.4445f;
    private const float Cubic = -4.7750f;
    private const float Quintic = 2.0315f;

    // torch.optim.Muon's: a matrix of zeros stays one.
    private const float Epsilon = 1e-7f;

    /// <summary>Floats of scratch that a matrix of rows x columns needs.</summary>
    public static int ScratchLength(int rows, int columns)
    {
        (int m, int n) = (Math.Min(rows, columns), Math.Max(rows, columns));
        return checked(Lines(Panels.Length(n, m)) + (2 * Lines(m * m)) + (2 * Lines(m * n)));
    }

    /// <summary>Makes a row-major matrix nearly orthogonal, in place.</summary>
    /// <param name="matrix">The matrix, rows x columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats.</param>
    /// <exception cref="ArgumentException">The matrix is not rows x columns, or the scratch is too short.</exception>
    public static void Orthogonalize(Span<float> matrix, int rows, int columns, Span<float> scratch)
    {
        if (rows < 1 || columns < 1 || matrix.Length != (long)rows * columns)
            throw new ArgumentException($"{matrix.Length} floats are no matrix of {rows} x {columns}.", nameof(matrix));
        if (scratch.Length < ScratchLength(rows, columns))
            throw new ArgumentException($"{scratch.Length} floats of scratch are too few for {rows} x {columns}.", nameof(scratch));
        TensorPrimitives.Divide(matrix, TensorPrimitives.Norm<float>(matrix) + Epsilon, matrix);
        fixed (float* x = matrix, room = scratch)
        {
            if (rows <= columns)
            {
                new Iteration(x, room, rows, columns).Run();
                return;
            }
            // A is smaller on the short side.
            float* transposed = room, rest = room + Lines(matrix.Length);
            Transposition.Block(x, columns, transposed, rows, rows, columns);
            new Iteration(transposed, rest, columns, rows).Run();
            Transposition.Block(transposed, rows, x, columns, columns, rows);
        }
    }

    /// <summary>A length in whole cache lines, so that what lies behind is aligned too.</summary>
    static int Lines(int length) => (length + 15) / 16 * 16;

    /// <summary>The iteration on X, m x n with m not above n.</summary>
    private readonly struct Iteration(float* x, float* scratch, int m, int n)
    {
        private readonly float* _x = x;
        private readonly float* _gram = scratch;
        private readonly float* _factor = scratch + Lines(m * m);
        private readonly float* _product = scratch + (2 * Lines(m * m));
        private readonly float* _panels = scratch + (2 * Lines(m * m)) + Lines(m * n);
        private readonly int _m = m;
        private readonly int _n = n;

        internal void Run()
        {
            Span<float> gram = new(_gram, _m * _m), factor = new(_factor, _m * _m);
            for (int i = 0; i < Iterations; i++)
            {
                MultiplyByTransposed(_x, _n, _gram);
                // A is symmetric.
                MultiplyByTransposed(_gram, _m, _factor);
                TensorPrimitives.Multiply(factor, Quintic, factor);
                TensorPrimitives.MultiplyAdd(gram, Cubic, factor, factor);
                for (int diagonal = 0; diagonal < factor.Length; diagonal += _m + 1)
                    factor[diagonal] += Linear;
                PanelGemm.Run(
                    new GemmProblem { Rows = _m, Columns = _n, Depth = _m, A = _factor, ARow = _m, AStep = 1, B = _x, InputIsRows = true, C = _product }, default(NoEpilogue));
                new Span<float>(_product, _m * _n).CopyTo(new Span<float>(_x, _m * _n));
            }
        }

        /// <summary>C = A·Aᵀ for A of m x columns.</summary>
        void MultiplyByTransposed(float* a, int columns, float* c)
        {
            TransposedPanels.Run(a, _panels, _m, columns);
            PanelGemm.Run(new GemmProblem { Rows = _m, Columns = _m, Depth = columns, A = a, ARow = columns, AStep = 1, B = _panels, C = c }, default(NoEpilogue));
        }
    }
}
