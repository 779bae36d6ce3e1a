using System.Buffers;
using System.Runtime.InteropServices;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Weights;

/// <summary>A safetensors file opened for reading.</summary>
/// <remarks>
/// The format is Hugging Face's (github.com/huggingface/safetensors): a length, a JSON header, then the tensors' bytes without gaps. The
/// checks are those of its reference reader, and stricter where that one is silent: no key twice, no unknown field, at most 64 dimensions and 100,000 tensors.
/// </remarks>
public sealed class SafeTensorsFile : TensorFile
{
    const int ElementsPerRead = 32 * 1024;

    SafeTensorsFile(WeightFile file, SafeTensorsHeader header)
        : base(file, header.Entries, header.Metadata)
    {
    }

    /// <summary>Opens a file and checks everything but the tensors' values.</summary>
    /// <exception cref="WeightFormatException">The file is missing, unreadable, truncated, damaged or no safetensors file.</exception>
    public static new SafeTensorsFile Open(string path)
    {
        WeightFile file = WeightFile.Open(path);
        return Owning(file, () => Read(file));
    }

    internal static SafeTensorsFile Read(WeightFile file) => new(file, SafeTensorsHeader.Read(file));

    private protected override void ReadRowMajor(TensorEntry entry, Span<byte> destination) => File.ReadExactly(entry.Offset, destination, entry.Name);

    /// <summary>Piece by piece, on several threads: the bytes lie in row-major order.</summary>
    internal override void CopyTo(TensorEntry entry, Tensor tensor)
    {
        RequireConvertible(entry);
        tensor.CopyFrom((first, values) => ReadPiece(entry, first, values));
    }

    void ReadPiece(TensorEntry entry, long first, Span<float> destination)
    {
        int size = entry.DType.BitsPerElement() / 8;
        long offset = entry.Offset + (first * size);
        if (entry.DType == WeightDType.F32 && BitConverter.IsLittleEndian)
        {
            File.ReadExactly(offset, MemoryMarshal.AsBytes(destination), entry.Name);
            return;
        }
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(destination.Length, ElementsPerRead) * size);
        for (int done = 0; done < destination.Length; done += ElementsPerRead)
        {
            Span<float> floats = destination.Slice(done, Math.Min(destination.Length - done, ElementsPerRead));
            Span<byte> bytes = buffer.AsSpan(0, floats.Length * size);
            File.ReadExactly(offset + ((long)done * size), bytes, entry.Name);
            FloatConversion.ToFloats(entry.DType, bytes, floats);
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
