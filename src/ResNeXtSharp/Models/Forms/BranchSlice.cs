using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models.Forms;

/// <summary>Where a tensor of a branch lies in the tensor that a <see cref="Bottleneck"/> has for all branches.</summary>
/// <param name="Whole">The bottleneck's key.</param>
/// <param name="Dimension">The dimension that is cut, or <see cref="Everything"/> for a number that is the same in all branches.</param>
/// <param name="Start">Where the branch's part begins in it.</param>
internal readonly record struct BranchSlice(string Whole, int Dimension, int Start)
{
    internal const int Everything = -1;

    /// <summary>The shape of the whole, from a branch's part.</summary>
    internal Shape WholeShape(Shape part, int branches) => Dimension == Everything ? part : part.With(Dimension, part[Dimension] * branches);

    /// <summary>Copies the branch's part out of the whole.</summary>
    internal void Read(ReadOnlySpan<float> whole, Shape wholeShape, Span<float> part, Shape partShape)
    {
        (int stride, int length, int offset) = Rows(wholeShape, partShape);
        for (int row = 0; row * length < part.Length; row++)
            whole.Slice(row * stride + offset, length).CopyTo(part[(row * length)..]);
    }

    /// <summary>Copies the branch's part into the whole.</summary>
    internal void Write(ReadOnlySpan<float> part, Shape partShape, Span<float> whole, Shape wholeShape)
    {
        (int stride, int length, int offset) = Rows(wholeShape, partShape);
        for (int row = 0; row * length < part.Length; row++)
            part.Slice(row * length, length).CopyTo(whole[(row * stride + offset)..]);
    }

    // Values are in row-major order: what follows the cut dimension lies together.
    (int Stride, int Length, int Offset) Rows(Shape whole, Shape part)
    {
        if (Dimension == Everything)
            return (part.Count, part.Count, 0);
        int inner = 1;
        for (int i = Dimension + 1; i < whole.Rank; i++)
            inner *= whole[i];
        return (whole[Dimension] * inner, part[Dimension] * inner, Start * inner);
    }
}
