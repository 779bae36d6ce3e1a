using System.Buffers.Binary;

namespace ResNeXtSharp.Data;

/// <summary>Walks the chunks of a PNG file, and sets no memory aside for what they promise.</summary>
sealed class PngLayout
{
    const int ChunkFrame = 12;
    const int MostColors = 256;

    PngLayout(PngHeader header, ReadOnlyMemory<byte> palette, List<ReadOnlyMemory<byte>> packed) => (Header, Palette, Packed) = (header, palette, packed);

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public PngHeader Header { get; }

    /// <summary>Red, green and blue of each colour; empty unless the picture has a palette.</summary>
    public ReadOnlyMemory<byte> Palette { get; }

    /// <summary>The compressed rows, in the pieces that lie in the file.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Packed { get; }

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <exception cref="FormatException">The file is cut or damaged, or its picture too large.</exception>
    public static PngLayout Read(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes[Signature.Length..];
        var first = NextChunk(ref rest, out var name);
        if (!name.SequenceEqual("IHDR"u8) || first.Length != PngHeader.Length) throw Damaged();
        var header = PngHeader.Read(first.Span);
        ReadOnlyMemory<byte> palette = default;
        List<ReadOnlyMemory<byte>> packed = [];
        while (true)
        {
            var chunk = NextChunk(ref rest, out name);
            if (name.SequenceEqual("IEND"u8)) break;
            if (name.SequenceEqual("IDAT"u8)) packed.Add(chunk);
            else if (name.SequenceEqual("PLTE"u8)) palette = chunk;
            else if (IsCritical(name)) throw Damaged();
        }
        if (palette.Length % Image.Channels != 0 || palette.Length > MostColors * Image.Channels) throw Damaged();
        if (header.Color == PngColor.Palette && palette.IsEmpty) throw Damaged();
        return new PngLayout(header, palette, packed);
    }

    public static FormatException Damaged() => new("it is cut off or damaged");

    // A small first letter marks what a reader may skip.
    static bool IsCritical(ReadOnlySpan<byte> name) => (name[0] & 0x20) == 0;

    static ReadOnlyMemory<byte> NextChunk(ref ReadOnlyMemory<byte> rest, out ReadOnlySpan<byte> name)
    {
        if (rest.Length < ChunkFrame) throw Damaged();
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest.Span);
        if (length > rest.Length - ChunkFrame) throw Damaged();
        name = rest.Span.Slice(4, 4);
        var chunk = rest.Slice(8, (int)length);
        rest = rest[(ChunkFrame + (int)length)..];
        return chunk;
    }
}
