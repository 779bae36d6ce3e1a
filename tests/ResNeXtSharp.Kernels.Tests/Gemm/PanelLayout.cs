using ResNeXtSharp.Kernels.Gemm;

namespace ResNeXtSharp.Kernels.Tests.Gemm;

/// <summary>Row-major matrices to panels and back, by walking the panels in order.</summary>
internal static class PanelLayout
{
    internal static float[] Pack(float[] matrix, int rows, int columns)
    {
        var panels = new float[rows * Padded(columns)];
        int next = 0;
        foreach ((int row, int column) in Walk(rows, columns))
            panels[next++] = column < columns ? matrix[(row * columns) + column] : 0;
        return panels;
    }

    /// <summary>The matrix, after a check that the padding holds only zeros.</summary>
    internal static float[] Unpack(ReadOnlySpan<float> panels, int rows, int columns, string context)
    {
        var matrix = new float[rows * columns];
        int next = 0;
        foreach ((int row, int column) in Walk(rows, columns))
        {
            float value = panels[next++];
            if (column < columns)
                matrix[(row * columns) + column] = value;
            else
                Assert.True(value == 0, $"{context}: padding column {column} of row {row} is {value}");
        }
        return matrix;
    }

    /// <summary>Row and column of every float in memory order; columns from the matrix's width on are padding.</summary>
    internal static IEnumerable<(int Row, int Column)> Walk(int rows, int columns)
    {
        for (int first = 0; first < Padded(columns); first += Panels.Width)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = first; column < Math.Min(first + Panels.Width, Padded(columns)); column++)
                    yield return (row, column);
            }
        }
    }

    static int Padded(int columns) => (int)Math.Ceiling(columns / 16.0) * 16;
}
