using System.Numerics.Tensors;

namespace ResNeXtSharp.Data;

/// <summary>Undoes the filters of PNG's rows: each byte was replaced by its difference from what its neighbours let expect.</summary>
static class PngFilter
{
    /// <summary>Undoes a filter in place.</summary>
    /// <param name="filter">The number that the row begins with.</param>
    /// <param name="row">The row's bytes after that number.</param>
    /// <param name="above">The row above, undone; zeros above the first.</param>
    /// <param name="step">Bytes from a byte to the one of the pixel before it.</param>
    /// <exception cref="FormatException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = step; i < row.Length; i++) row[i] += row[i - step];
                break;
            case 2:
                TensorPrimitives.Add(row, above, row);
                break;
            case 3:
                UndoAverage(row, above, step);
                break;
            case 4:
                UndoPaeth(row, above, step);
                break;
            default:
                throw PngLayout.Damaged();
        }
    }

    static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        for (var i = 0; i < Math.Min(step, row.Length); i++) row[i] += (byte)(above[i] / 2);
        for (var i = step; i < row.Length; i++) row[i] += (byte)((row[i - step] + above[i]) / 2);
    }

    static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        for (var i = 0; i < Math.Min(step, row.Length); i++) row[i] += above[i];
        for (var i = step; i < row.Length; i++) row[i] += Nearest(row[i - step], above[i], above[i - step]);
    }

    /// <summary>Whichever of three neighbours is nearest to left + above - corner; of equals the first.</summary>
    static byte Nearest(int left, int above, int corner)
    {
        var (fromLeft, fromAbove, fromCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner));
        return (byte)(fromLeft <= fromAbove && fromLeft <= fromCorner ? left : fromAbove <= fromCorner ? above : corner);
    }
}
