using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Memory;

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

    /// <summary>Makes a row-major matrix nearly orthogonal, in place.</summary>
    /// <exception cref="ArgumentException">The matrix is not rows x columns.</exception>
    public static void Orthogonalize(Span<float> matrix, int rows, int columns)
    {
        if (rows < 1 || columns < 1 || matrix.Length != (long)rows * columns)
            throw new ArgumentException($"{matrix.Length} floats are no matrix of {rows} x {columns}.", nameof(matrix));
        TensorPrimitives.Divide(matrix, TensorPrimitives.Norm<float>(matrix) + Epsilon, matrix);
        if (rows <= columns)
        {
            Iterate(matrix, rows, columns);
            return;
        }
        // A is smaller on the short side.
        NativeBuffer transposed = BufferPool.Rent(matrix.Length);
        fixed (float* x = matrix)
        {
            Transposition.Block(x, columns, transposed.Pointer, rows, rows, columns);
            Iterate(transposed.Span, columns, rows);
            Transposition.Block(transposed.Pointer, rows, x, columns, columns, rows);
        }
        BufferPool.Return(transposed);
    }

    static void Iterate(Span<float> matrix, int m, int n)
    {
        NativeBuffer panels = BufferPool.Rent(Panels.Length(n, m));
        NativeBuffer gram = BufferPool.Rent(m * m), factor = BufferPool.Rent(m * m), product = BufferPool.Rent(matrix.Length);
        fixed (float* x = matrix)
        {
            for (int i = 0; i < Iterations; i++)
            {
                Multiply(x, x, gram, panels, m, n);
                Multiply(gram.Pointer, gram.Pointer, factor, panels, m, m);
                TensorPrimitives.Multiply(factor.Span, Quintic, factor.Span);
                TensorPrimitives.MultiplyAdd(gram.Span, Cubic, factor.Span, factor.Span);
                for (int diagonal = 0; diagonal < m * m; diagonal += m + 1)
                    factor.Pointer[diagonal] += Linear;
                PanelGemm.Run(
                    new GemmProblem { Rows = m, Columns = n, Depth = m, A = factor.Pointer, ARow = m, AStep = 1, B = x, InputIsRows = true, C = product.Pointer }, default(NoEpilogue));
                product.Span.CopyTo(matrix);
            }
        }
        BufferPool.Return(product);
        BufferPool.Return(factor);
        BufferPool.Return(gram);
        BufferPool.Return(panels);
    }

    /// <summary>C = A·Bᵀ for A and B of m x n.</summary>
    static void Multiply(float* a, float* b, NativeBuffer c, NativeBuffer panels, int m, int n)
    {
        TransposedPanels.Run(b, panels.Pointer, m, n);
        PanelGemm.Run(new GemmProblem { Rows = m, Columns = m, Depth = n, A = a, ARow = n, AStep = 1, B = panels.Pointer, C = c.Pointer }, default(NoEpilogue));
    }
}
