namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>
/// The layout of a k x n matrix that micro-kernels read: panels of <see cref="Width"/> columns, each k rows of contiguous columns; the last panel's
/// columns are padded with zeros to a multiple of <see cref="Granularity"/>. Convolution and linear weights live in it for good, so no step packs them.
/// </summary>
public static class Panels
{
    /// <summary>Columns of a full panel.</summary>
    public const int Width = 64;

    /// <summary>The last panel's width is a multiple of this: one AVX-512 vector.</summary>
    public const int Granularity = 16;

    /// <summary>Panels of a matrix of <paramref name="columns"/> columns.</summary>
    public static int Count(int columns) => (columns + Width - 1) / Width;

    /// <summary><paramref name="columns"/> with the padding of the last panel.</summary>
    public static int PaddedColumns(int columns) => (columns + Granularity - 1) / Granularity * Granularity;

    /// <summary>Floats that a rows x columns matrix takes.</summary>
    public static int Length(int rows, int columns) => checked(rows * PaddedColumns(columns));

    /// <summary>Columns of panel <paramref name="panel"/>, padding included.</summary>
    public static int WidthOf(int columns, int panel) => Math.Min(Width, PaddedColumns(columns) - (panel * Width));

    /// <summary>Where element (row, column) lies.</summary>
    public static int IndexOf(int rows, int columns, int row, int column)
    {
        int panel = column / Width;
        return (panel * Width * rows) + (row * WidthOf(columns, panel)) + (column % Width);
    }
}
