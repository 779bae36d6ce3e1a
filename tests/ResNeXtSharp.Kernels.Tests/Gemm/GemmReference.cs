using System.Numerics;

namespace ResNeXtSharp.Kernels.Tests.Gemm;

/// <summary>Matrix products by their definition, over row-major matrices.</summary>
internal static class GemmReference
{
    /// <summary>initial + A·B</summary>
    internal static double[] Multiply<T>(T[] a, T[] b, int rows, int depth, int columns, T[]? initial = null)
        where T : INumber<T>
    {
        var c = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < depth; k++)
            {
                double x = double.CreateChecked(a[(i * depth) + k]);
                for (int j = 0; j < columns; j++)
                    c[(i * columns) + j] += x * double.CreateChecked(b[(k * columns) + j]);
            }
        }
        for (int i = 0; initial is not null && i < c.Length; i++)
            c[i] += double.CreateChecked(initial[i]);
        return c;
    }

    internal static T[] Transpose<T>(T[] matrix, int rows, int columns)
    {
        var transposed = new T[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
        }
        return transposed;
    }
}
