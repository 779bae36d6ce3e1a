using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ResNeXtSharp.Weights;

/// <summary>One named tensor to be written to a weight file.</summary>
public sealed class WeightEntry
{
    readonly Action<Stream> _write;

    WeightEntry(string name, WeightDType dtype, int[] shape, long elementCount, Action<Stream> write)
    {
        Name = name;
        DType = dtype;
        Shape = Array.AsReadOnly(shape);
        ByteCount = elementCount * dtype.BitsPerElement() / 8;
        _write = write;
    }

    /// <summary>The name, such as <c>layer1.0.conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Type of the elements in the file.</summary>
    public WeightDType DType { get; }

    /// <summary>Dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Size of the elements in bytes.</summary>
    public long ByteCount { get; }

    /// <summary>A float32 tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Dimensions, outermost first; empty for a scalar.</param>
    /// <param name="values">The elements, row-major; must stay unchanged until the file is written.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the number of values is not the product of the shape.</exception>
    public static WeightEntry Float32(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<float> values)
    {
        RequireCount(name, shape, values.Length);
        return new WeightEntry(name, WeightDType.F32, shape.ToArray(), values.Length, stream => WriteFloats(stream, values.Span));
    }

    /// <summary>A float32 tensor whose elements are fetched when the file is written, so that saving a model copies one tensor at a time.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Dimensions, outermost first; empty for a scalar.</param>
    /// <param name="copyTo">Fills the whole span with the elements, row-major. Called once for each file written.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the tensor has more elements than a span can hold.</exception>
    public static WeightEntry Float32(string name, ReadOnlySpan<int> shape, Action<Span<float>> copyTo)
    {
        int count = Count(name, shape);
        return new WeightEntry(name, WeightDType.F32, shape.ToArray(), count, stream => WriteFloats(stream, count, copyTo));
    }

    /// <summary>An int64 tensor, such as a BatchNorm's <c>num_batches_tracked</c>.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Dimensions, outermost first; empty for a scalar.</param>
    /// <param name="values">The elements, row-major; must stay unchanged until the file is written.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the number of values is not the product of the shape.</exception>
    public static WeightEntry Int64(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<long> values)
    {
        RequireCount(name, shape, values.Length);
        return new WeightEntry(name, WeightDType.I64, shape.ToArray(), values.Length, stream => WriteIntegers(stream, values.Span));
    }

    /// <summary>Bytes that are made when everything before them in the file has been written.</summary>
    internal static WeightEntry Bytes(string name, int count, Action<Span<byte>> fill) => new(name, WeightDType.U8, [count], count, stream =>
    {
        byte[] bytes = new byte[count];
        fill(bytes);
        stream.Write(bytes);
    });

    /// <summary>A tensor of any type that is read from a file when another is written.</summary>
    /// <exception cref="WeightFormatException">A dimension, or the whole, is larger than a weight file is written with.</exception>
    internal static WeightEntry Copy(TensorFile source, TensorEntry entry)
    {
        if (entry.ByteCount > Array.MaxLength || entry.Shape.Any(size => size > int.MaxValue))
            throw new WeightFormatException(source.Path, $"a tensor of shape [{string.Join(", ", entry.Shape)}] is too large to be copied", entry.Offset, entry.Name);
        return new WeightEntry(entry.Name, entry.DType, [.. entry.Shape.Select(size => (int)size)], entry.ElementCount, stream =>
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent((int)entry.ByteCount);
            Span<byte> bytes = buffer.AsSpan(0, (int)entry.ByteCount);
            source.ReadBytes(entry.Name, bytes);
            stream.Write(bytes);
            ArrayPool<byte>.Shared.Return(buffer);
        });
    }

    internal void WriteTo(Stream stream) => _write(stream);

    static void WriteFloats(Stream stream, int count, Action<Span<float>> copyTo)
    {
        float[] values = ArrayPool<float>.Shared.Rent(count);
        copyTo(values.AsSpan(0, count));
        WriteFloats(stream, values.AsSpan(0, count));
        ArrayPool<float>.Shared.Return(values);
    }

    static void WriteFloats(Stream stream, ReadOnlySpan<float> values)
    {
        Span<byte> element = stackalloc byte[sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(element, value);
            stream.Write(element);
        }
    }

    static void WriteIntegers(Stream stream, ReadOnlySpan<long> values)
    {
        Span<byte> element = stackalloc byte[sizeof(long)];
        foreach (long value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(element, value);
            stream.Write(element);
        }
    }

    static void RequireCount(string name, ReadOnlySpan<int> shape, int given)
    {
        int needed = Count(name, shape);
        if (given != needed)
            throw Bad(name, shape, $"has {needed:N0} elements, {given:N0} values were given");
    }

    static int Count(string name, ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            if (size < 0) throw Bad(name, shape, "has a negative dimension");
            count *= size;
            if (count > Array.MaxLength) throw Bad(name, shape, "has too many elements");
        }
        return (int)count;
    }

    static ArgumentException Bad(string name, ReadOnlySpan<int> shape, string problem) =>
        new($"Tensor {PrintableText.Quote(name)}: the shape [{string.Join(", ", shape.ToArray())}] {problem}.");
}
