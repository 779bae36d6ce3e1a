namespace ResNeXtSharp.Data;

/// <summary>How long a side of a data set's pictures is.</summary>
/// <param name="Min">Pixels of the smallest picture.</param>
/// <param name="Median">Pixels of the picture in the middle; of two the smaller.</param>
/// <param name="Max">Pixels of the largest picture.</param>
public readonly record struct LengthRange(int Min, int Median, int Max)
{
    /// <exception cref="ArgumentException">There is no length.</exception>
    internal static LengthRange Of(IEnumerable<int> lengths)
    {
        int[] sorted = [.. lengths.Order()];
        if (sorted.Length == 0) throw new ArgumentException("There is no length.", nameof(lengths));
        return new LengthRange(sorted[0], sorted[(sorted.Length - 1) / 2], sorted[^1]);
    }
}
