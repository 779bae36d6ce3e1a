using System.Buffers.Binary;
using System.IO.Compression;

namespace ResNeXtSharp.Data;

/// <summary>Walks the chunks of a PNG file: how large the picture is, and whether its compressed rows unpack to just that.</summary>
static class PngLayout
{
    const int ChunkFrame = 12;
    const int HeaderLength = 13;

    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <exception cref="FormatException">The file is cut or damaged, or its picture too large.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[Signature.Length..];
        var header = NextChunk(ref rest, out var name);
        if (!name.SequenceEqual("IHDR"u8) || header.Length != HeaderLength) throw Damaged();
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        ImageFile.CheckSize(width, height);

        var packed = new MemoryStream();
        while (true)
        {
            var chunk = NextChunk(ref rest, out name);
            if (name.SequenceEqual("IEND"u8)) break;
            if (name.SequenceEqual("IDAT"u8)) packed.Write(chunk);
        }
        packed.Position = 0;
        var bitsPerPixel = header[8] * ChannelsOf(header[9]);
        CheckRows(packed, PngRows.TotalBytes((int)width, (int)height, bitsPerPixel, isInterlaced: header[12] == 1));
    }

    static ReadOnlySpan<byte> NextChunk(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name)
    {
        if (rest.Length < ChunkFrame) throw Damaged();
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - ChunkFrame) throw Damaged();
        name = rest.Slice(4, 4);
        var chunk = rest.Slice(8, (int)length);
        rest = rest[(ChunkFrame + (int)length)..];
        return chunk;
    }

    static int ChannelsOf(byte colorType) => colorType switch
    {
        0 or 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => throw Damaged(),
    };

    // A few kilobytes can unpack to gigabytes, and the decoder would follow them.
    static void CheckRows(Stream packed, long expected)
    {
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        Span<byte> buffer = stackalloc byte[8192];
        var total = 0L;
        while (total <= expected && rows.Read(buffer) is var count and > 0) total += count;
        if (total != expected) throw Damaged();
    }

    static FormatException Damaged() => new("it is cut off or damaged");
}
