namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Transposes a block between two strided matrices, eight by eight where that fits.</summary>
internal static unsafe class Transposition
{
    /// <summary>destination[c, r] = source[r, c]</summary>
    internal static void Block(float* source, nint sourceRow, float* destination, nint destinationRow, int rows, int columns)
    {
        int wholeRows = rows & ~7, wholeColumns = columns & ~7;
        for (int r = 0; r < wholeRows; r += 8)
        {
            for (int c = 0; c < wholeColumns; c += 8)
                Transpose8x8.Copy(source + (r * sourceRow) + c, sourceRow, destination + (c * destinationRow) + r, destinationRow);
        }
        for (int r = 0; r < rows; r++)
        {
            for (int c = r < wholeRows ? wholeColumns : 0; c < columns; c++)
                destination[(c * destinationRow) + r] = source[(r * sourceRow) + c];
        }
    }
}
