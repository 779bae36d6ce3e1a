namespace ResNeXtSharp.Kernels.Tests.Gemm;

/// <summary>Matrix products by their definition, over row-major matrices.</summary>
internal static class GemmReference
{
    /// <summary>initial + A·B</summary>
    internal static double[] Multiply(float[] a, float[] b, int rows, int depth, int columns, float[]? initial = null)
    {
        var c = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < depth; k++)
            {
                double x = a[(i * depth) + k];
                for (int j = 0; j < columns; j++)
                    c[(i * columns) + j] += x * b[(k * columns) + j];
            }
        }
        for (int i = 0; initial is not null && i < c.Length; i++)
            c[i] += initial[i];
        return c;
    }

    internal static float[] Transpose(float[] matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
        }
        return transposed;
    }
}
