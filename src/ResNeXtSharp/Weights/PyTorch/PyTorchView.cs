namespace ResNeXtSharp.Weights;

/// <summary>A tensor as PyTorch stores it: sizes and strides over a storage, checked to lie inside of it.</summary>
sealed class PyTorchView
{
    /// <summary>More dimensions than any tensor of weights has.</summary>
    const int MaxRank = 8;

    /// <summary>A view whose element [i, j, ...] is element <paramref name="offset"/> + i · strides[0] + j · strides[1] + ... of the storage.</summary>
    /// <exception cref="PickleValueException">It reaches beyond the storage, or is larger without repeating elements on purpose (stride 0).</exception>
    public PyTorchView(PyTorchStorage storage, long offset, long[] sizes, long[] strides)
    {
        if (sizes.Length > MaxRank) throw new PickleValueException($"a tensor of {sizes.Length} dimensions, more than {MaxRank}");
        if (sizes.Length != strides.Length) throw new PickleValueException($"a tensor of {sizes.Length} sizes and {strides.Length} strides");
        if (offset < 0 || sizes.Any(size => size < 0) || strides.Any(stride => stride < 0)) throw new PickleValueException("a tensor with a negative size, stride or offset");
        (Storage, Offset, Sizes, Strides) = (storage, offset, sizes, strides);
        try
        {
            ElementCount = sizes.Aggregate(1L, (product, size) => checked(product * size));
            _ = checked(ElementCount * storage.ElementSize);
            LastElement = ElementCount == 0 ? offset : sizes.Zip(strides).Aggregate(offset, (last, axis) => checked(last + (axis.First - 1) * axis.Second));
        }
        catch (OverflowException)
        {
            throw new PickleValueException("a tensor larger than any file: 64-bit overflow");
        }
        if (LastElement > storage.Count || (ElementCount > 0 && LastElement == storage.Count))
            throw new PickleValueException($"a tensor that reaches beyond the {storage.Count:N0} elements of its storage {storage.Key}");
        if (ElementCount > storage.Count && !strides.Contains(0)) throw new PickleValueException($"a tensor of {ElementCount:N0} elements on a storage of {storage.Count:N0}");
    }

    public PyTorchStorage Storage { get; }

    /// <summary>Index in the storage of the first element.</summary>
    public long Offset { get; }

    public long[] Sizes { get; }

    public long[] Strides { get; }

    public long ElementCount { get; }

    /// <summary>Index in the storage of the last element.</summary>
    public long LastElement { get; }

    /// <summary>Whether the elements follow one another in row-major order.</summary>
    public bool IsContiguous
    {
        get
        {
            long stride = 1;
            for (int axis = Sizes.Length - 1; axis >= 0; axis--)
            {
                if (Sizes[axis] != 1 && Strides[axis] != stride) return ElementCount == 0;
                stride *= Sizes[axis];
            }
            return true;
        }
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <param name="source">The storage's elements from <see cref="Offset"/> to <see cref="LastElement"/>.</param>
    /// <param name="destination">Receives <see cref="ElementCount"/> elements.</param>
    public void Gather<T>(ReadOnlySpan<T> source, Span<T> destination)
    {
        Span<long> index = stackalloc long[Sizes.Length];
        long at = 0;
        foreach (ref T element in destination)
        {
            element = source[(int)at];
            for (int axis = Sizes.Length - 1; axis >= 0; axis--)
            {
                if (++index[axis] < Sizes[axis])
                {
                    at += Strides[axis];
                    break;
                }
                at -= (Sizes[axis] - 1) * Strides[axis];
                index[axis] = 0;
            }
        }
    }
}
