namespace ResNeXtSharp.Weights;

/// <summary>One tensor of a weight file: what it is and where it begins.</summary>
public class TensorEntry
{
    internal TensorEntry(string name, WeightDType dtype, long[] shape, long elementCount, long offset, long byteCount)
    {
        Name = name;
        DType = dtype;
        Shape = Array.AsReadOnly(shape);
        ElementCount = elementCount;
        Offset = offset;
        ByteCount = byteCount;
    }

    /// <summary>The name, such as <c>layer1.0.conv1.weight</c>. It comes from the file and may hold any character; never use it as a path.</summary>
    public string Name { get; }

    /// <summary>Type of the elements as stored.</summary>
    public WeightDType DType { get; }

    /// <summary>Dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Product of <see cref="Shape"/>.</summary>
    public long ElementCount { get; }

    /// <summary>Where the first element lies, in bytes from the start of the file.</summary>
    public long Offset { get; }

    /// <summary>Size of all elements in bytes.</summary>
    public long ByteCount { get; }

    /// <summary>Such as <c>fc.bias F32 [1000]</c>.</summary>
    public override string ToString() => $"{PrintableText.Escape(Name)} {DType.Name()} [{string.Join(", ", Shape)}]";
}
