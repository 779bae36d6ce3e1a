using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ResNeXtSharp.Weights;

/// <summary>A safetensors file opened for reading. Opening checks all of its structure; tensors are read from the disk one by one on demand.</summary>
/// <remarks>
/// The format is Hugging Face's (github.com/huggingface/safetensors): a length, a JSON header, then the tensors' bytes without gaps. The
/// checks are those of its reference reader, and stricter where that one is silent: no key twice, no unknown field, at most 64 dimensions and 100,000 tensors.
/// Several threads may read from one instance.
/// </remarks>
public sealed class SafeTensorsFile : IDisposable
{
    const int ElementsPerRead = 32 * 1024;

    readonly WeightFile _file;
    readonly Dictionary<string, SafeTensorsEntry> _byName;

    SafeTensorsFile(WeightFile file, SafeTensorsHeader header)
    {
        _file = file;
        _byName = header.Entries.ToDictionary(entry => entry.Name);
        Entries = header.Entries;
        Metadata = header.Metadata;
    }

    /// <summary>The path as given to <see cref="Open"/>.</summary>
    public string Path => _file.Path;

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>The file's own pairs of text (<c>__metadata__</c>), empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks everything but the tensors' values.</summary>
    /// <exception cref="WeightFormatException">The file is missing, unreadable, truncated, damaged or no safetensors file.</exception>
    public static SafeTensorsFile Open(string path)
    {
        WeightFile file = WeightFile.Open(path);
        try
        {
            return new SafeTensorsFile(file, SafeTensorsHeader.Read(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds a tensor by its exact name.</summary>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out SafeTensorsEntry? entry) => _byName.TryGetValue(name, out entry);

    /// <summary>Reads a tensor as float32, in row-major order.</summary>
    /// <remarks>
    /// F32, F16, BF16, U8 and BOOL (0 or 1) are exact; F64, I64 and I32 are rounded to the nearest float32, doubles beyond its range become infinities.
    /// </remarks>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="destination">Receives the values; must be exactly as long as the tensor has elements.</param>
    /// <exception cref="WeightFormatException">There is no such tensor, its type cannot be converted, or the file cannot be read any more.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void ReadFloats(string name, Span<float> destination)
    {
        SafeTensorsEntry entry = Find(name);
        if (!FloatConversion.CanConvert(entry.DType))
            throw new WeightFormatException(Path, $"{entry.DType.Name()} cannot be loaded as float32: save the tensor as F32", entry.Offset, name);
        RequireLength(destination.Length, entry.ElementCount, "elements");
        ReadFloats(entry, 0, destination);
    }

    /// <summary>Reads some elements of a tensor whose type can be converted.</summary>
    internal void ReadFloats(SafeTensorsEntry entry, long first, Span<float> destination)
    {
        int size = entry.DType.BitsPerElement() / 8;
        long offset = entry.Offset + (first * size);
        if (entry.DType == WeightDType.F32 && BitConverter.IsLittleEndian)
        {
            _file.ReadExactly(offset, MemoryMarshal.AsBytes(destination), entry.Name);
            return;
        }
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(destination.Length, ElementsPerRead) * size);
        for (int done = 0; done < destination.Length; done += ElementsPerRead)
        {
            Span<float> floats = destination.Slice(done, Math.Min(destination.Length - done, ElementsPerRead));
            Span<byte> bytes = buffer.AsSpan(0, floats.Length * size);
            _file.ReadExactly(offset + ((long)done * size), bytes, entry.Name);
            FloatConversion.ToFloats(entry.DType, bytes, floats);
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Reads a tensor's bytes as stored: row-major, little-endian, of any type.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="destination">Receives the bytes; must be exactly as long as <see cref="SafeTensorsEntry.ByteCount"/>.</param>
    /// <exception cref="WeightFormatException">There is no such tensor, or the file cannot be read any more.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void ReadBytes(string name, Span<byte> destination)
    {
        SafeTensorsEntry entry = Find(name);
        RequireLength(destination.Length, entry.ByteCount, "bytes");
        _file.ReadExactly(entry.Offset, destination, name);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    SafeTensorsEntry Find(string name) => TryGetEntry(name, out SafeTensorsEntry? entry)
        ? entry
        : throw new WeightFormatException(Path, $"the file has no such tensor among its {Entries.Count:N0}: it belongs to another model", tensorName: name);

    static void RequireLength(int given, long needed, string unit)
    {
        if (given != needed) throw new ArgumentException($"The destination holds {given:N0} {unit}, the tensor {needed:N0}.");
    }
}
