using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Weights;

/// <summary>A file of named tensors opened for reading, safetensors or PyTorch. Opening checks all of its structure; tensors are read from the disk on demand.</summary>
/// <remarks>Several threads may read from one instance.</remarks>
public abstract class TensorFile : IDisposable
{
    readonly Dictionary<string, TensorEntry> _byName;

    private protected TensorFile(WeightFile file, IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        File = file;
        Entries = entries;
        Metadata = metadata;
        _byName = entries.ToDictionary(entry => entry.Name);
    }

    /// <summary>The path as given when opening.</summary>
    public string Path => File.Path;

    /// <summary>The tensors: in the order of their bytes (safetensors) or of the state dict (PyTorch).</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>The file's own pairs of text, empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the bytes come from.</summary>
    private protected WeightFile File { get; }

    /// <summary>Opens a file of either format, whichever its first bytes are; its extension does not matter.</summary>
    /// <exception cref="WeightFormatException">The file is missing, unreadable, truncated, damaged, hostile or of another format.</exception>
    public static TensorFile Open(string path) => Open(WeightFile.Open(path));

    /// <summary>Reads a file of either format that is in memory already: a download, or a resource of the program.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="content">Its bytes, which must not change while the file is in use.</param>
    /// <exception cref="WeightFormatException">The content is truncated, damaged, hostile or of another format.</exception>
    public static TensorFile Read(string name, ReadOnlyMemory<byte> content) => Open(new WeightFile(name, content));

    /// <summary>Finds a tensor by its exact name.</summary>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out TensorEntry? entry) => _byName.TryGetValue(name, out entry);

    /// <summary>Reads a tensor as float32, in row-major order.</summary>
    /// <remarks>
    /// F32, F16, BF16, I16, I8, U8 and BOOL (0 or 1) are exact; F64, I64 and I32 are rounded to the nearest float32, doubles beyond its range become infinities.
    /// </remarks>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="destination">Receives the values; must be exactly as long as the tensor has elements.</param>
    /// <exception cref="WeightFormatException">There is no such tensor, its type cannot be converted, or its bytes are damaged or cannot be read any more.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void ReadFloats(string name, Span<float> destination)
    {
        TensorEntry entry = Find(name);
        RequireConvertible(entry);
        RequireLength(destination.Length, entry.ElementCount, "elements");
        if (entry.DType == WeightDType.F32 && BitConverter.IsLittleEndian) ReadRowMajor(entry, MemoryMarshal.AsBytes(destination));
        else Convert(entry, destination);
    }

    /// <summary>Reads a tensor's bytes in the type they are stored in: row-major, little-endian.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="destination">Receives the bytes; must be exactly as long as <see cref="TensorEntry.ByteCount"/>.</param>
    /// <exception cref="WeightFormatException">There is no such tensor, or its bytes are damaged or cannot be read any more.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void ReadBytes(string name, Span<byte> destination)
    {
        TensorEntry entry = Find(name);
        RequireLength(destination.Length, entry.ByteCount, "bytes");
        ReadRowMajor(entry, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        File.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a reader of an open file, and closes the file if that fails.</summary>
    private protected static T Owning<T>(WeightFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Fills a tensor of the same number of elements.</summary>
    internal virtual void CopyTo(TensorEntry entry, Tensor tensor)
    {
        float[] values = ArrayPool<float>.Shared.Rent(tensor.Shape.Count);
        ReadFloats(entry.Name, values.AsSpan(0, tensor.Shape.Count));
        tensor.CopyFrom(values.AsSpan(0, tensor.Shape.Count));
        ArrayPool<float>.Shared.Return(values);
    }

    private protected void RequireConvertible(TensorEntry entry)
    {
        if (!FloatConversion.CanConvert(entry.DType))
            throw new WeightFormatException(Path, $"{entry.DType.Name()} cannot be loaded as float32: save the tensor as F32", entry.Offset, entry.Name);
    }

    /// <summary>Fills <paramref name="destination"/> with all elements of a tensor in row-major order.</summary>
    private protected abstract void ReadRowMajor(TensorEntry entry, Span<byte> destination);

    static TensorFile Open(WeightFile file) => Owning<TensorFile>(file, () => PyTorchFile.IsOne(file) ? PyTorchFile.Read(file) : SafeTensorsFile.Read(file));

    void Convert(TensorEntry entry, Span<float> destination)
    {
        if (entry.ByteCount > Array.MaxLength)
            throw new WeightFormatException(Path, $"{entry.ByteCount:N0} bytes of {entry.DType.Name()} are too many to convert: save the tensor as F32", entry.Offset, entry.Name);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)entry.ByteCount);
        Span<byte> bytes = buffer.AsSpan(0, (int)entry.ByteCount);
        ReadRowMajor(entry, bytes);
        FloatConversion.ToFloats(entry.DType, bytes, destination);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    TensorEntry Find(string name) => TryGetEntry(name, out TensorEntry? entry)
        ? entry
        : throw new WeightFormatException(Path, $"the file has no such tensor among its {Entries.Count:N0}: it belongs to another model", tensorName: name);

    static void RequireLength(int given, long needed, string unit)
    {
        if (given != needed) throw new ArgumentException($"The destination holds {given:N0} {unit}, the tensor {needed:N0}.");
    }
}
