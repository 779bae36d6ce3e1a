using System.Collections;
using System.Runtime.CompilerServices;

namespace ResNeXtSharp.Tensors;

/// <summary>Sizes of a tensor's dimensions, outermost first: [batch, channels, height, width] for activations. At most four dimensions; none is a scalar.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>The most dimensions a tensor can have.</summary>
    public const int MaxRank = 4;

    private readonly Sizes _sizes;

    /// <summary>A shape of these sizes.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxRank"/> sizes, a negative size, or more than 2^31 elements.</exception>
    public Shape(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length > MaxRank)
            throw new ArgumentException($"A tensor has at most {MaxRank} dimensions, not {sizes.Length}.", nameof(sizes));
        long count = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0)
                throw new ArgumentException($"Dimension {i} has the negative size {sizes[i]}.", nameof(sizes));
            _sizes[i] = sizes[i];
            count *= sizes[i];
            if (count > int.MaxValue)
                throw new ArgumentException("A tensor holds at most 2^31 - 1 elements.", nameof(sizes));
        }
        Rank = sizes.Length;
        Count = (int)count;
    }

    /// <summary>Number of dimensions.</summary>
    public int Rank { get; }

    /// <summary>Number of elements: the product of all sizes, 1 for a scalar.</summary>
    public int Count { get; }

    /// <summary>Size of dimension <paramref name="dimension"/>; negative counts from the last.</summary>
    public int this[int dimension]
    {
        get
        {
            int index = dimension < 0 ? dimension + Rank : dimension;
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(dimension));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Rank, nameof(dimension));
            return _sizes[index];
        }
    }

    /// <summary>A shape of these sizes, for collection expressions.</summary>
    public static Shape Create(ReadOnlySpan<int> sizes) => new(sizes);

    /// <summary>Whether both have the same sizes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether a size differs.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>This shape with dimension <paramref name="dimension"/> of size <paramref name="size"/>.</summary>
    public Shape With(int dimension, int size)
    {
        Span<int> sizes = stackalloc int[Rank];
        for (int i = 0; i < Rank; i++)
            sizes[i] = i == dimension ? size : _sizes[i];
        return new Shape(sizes);
    }

    /// <summary>The sizes.</summary>
    public int[] ToArray() => ((ReadOnlySpan<int>)_sizes)[..Rank].ToArray();

    /// <inheritdoc/>
    public bool Equals(Shape other) => Rank == other.Rank && ((ReadOnlySpan<int>)_sizes)[..Rank].SequenceEqual(((ReadOnlySpan<int>)other._sizes)[..Rank]);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, _sizes[0], _sizes[1], _sizes[2], _sizes[3]);

    /// <summary>As PyTorch prints it: [32, 3, 32, 32].</summary>
    public override string ToString() => $"[{string.Join(", ", ToArray())}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [InlineArray(MaxRank)]
    private struct Sizes
    {
        private int _first;
    }
}
