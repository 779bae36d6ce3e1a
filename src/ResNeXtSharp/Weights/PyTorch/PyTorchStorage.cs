namespace ResNeXtSharp.Weights;

/// <summary>A run of elements in the file; tensors are views of storages and may share one.</summary>
/// <param name="key">Its name in the file.</param>
/// <param name="dtype">Type of the elements.</param>
/// <param name="count">Number of elements.</param>
sealed class PyTorchStorage(string key, WeightDType dtype, long count)
{
    ZipRecord? _unchecked;

    public string Key => key;

    public WeightDType DType => dtype;

    public long Count => count;

    public long ByteCount => count * ElementSize;

    public int ElementSize => dtype.BitsPerElement() / 8;

    /// <summary>Where the first element lies in the file; negative until it is known.</summary>
    public long Offset { get; private set; } = -1;

    /// <summary>Says where the elements are, and which record's checksum they have, if any.</summary>
    public void Place(long offset, ZipRecord? record = null)
    {
        Offset = offset;
        _unchecked = record;
    }

    /// <summary>Compares the elements with their checksum, once.</summary>
    public void RequireIntact(WeightFile file)
    {
        _unchecked?.RequireIntact(file);
        _unchecked = null;
    }
}
