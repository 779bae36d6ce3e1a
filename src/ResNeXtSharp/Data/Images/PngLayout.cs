using System.Buffers.Binary;
using System.IO.Compression;

namespace ResNeXtSharp.Data;

/// <summary>
/// Walks the chunks of a PNG file: how large the picture is, and whether its compressed rows unpack to just that. They are unpacked only once: the decoder gets
/// the file with its rows stored as they are.
/// </summary>
static class PngLayout
{
    const int ChunkFrame = 12;
    const int HeaderLength = 13;

    // Deflate packs no better: 258 bytes into two bits.
    const int MostRatio = 1032;

    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <summary>The same picture in a file whose rows are not compressed.</summary>
    /// <exception cref="FormatException">The file is cut or damaged, or its picture too large.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[Signature.Length..];
        var header = NextChunk(ref rest, out var name);
        if (!name.SequenceEqual("IHDR"u8) || header.Length != HeaderLength) throw Damaged();
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        ImageFile.CheckSize(width, height);

        var (packed, unpacked) = (new MemoryStream(), new MemoryStream());
        unpacked.Write(Signature);
        WriteChunk(unpacked, "IHDR"u8, header);
        while (true)
        {
            var chunk = NextChunk(ref rest, out name);
            if (name.SequenceEqual("IEND"u8)) break;
            if (name.SequenceEqual("IDAT"u8)) packed.Write(chunk);
            else if (name.SequenceEqual("PLTE"u8)) WriteChunk(unpacked, name, chunk);
            else if (IsCritical(name)) throw Damaged();
        }
        var bitsPerPixel = header[8] * ChannelsOf(header[9]);
        var length = PngRows.TotalBytes((int)width, (int)height, bitsPerPixel, isInterlaced: header[12] == 1);
        if (length > MostRatio * packed.Length) throw Damaged();
        packed.Position = 0;
        WriteChunk(unpacked, "IDAT"u8, UnpackRows(packed, (int)length));
        WriteChunk(unpacked, "IEND"u8, []);
        return unpacked.ToArray();
    }

    static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> chunk)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, chunk.Length);
        file.Write(number);
        file.Write(name);
        file.Write(chunk);
        // The decoder reads no check sums.
        file.Write("\0\0\0\0"u8);
    }

    // A small first letter marks what a reader may skip.
    static bool IsCritical(ReadOnlySpan<byte> name) => (name[0] & 0x20) == 0;

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
    static ReadOnlySpan<byte> UnpackRows(MemoryStream packed, int length)
    {
        var stored = new MemoryStream(length + length / 1000 + 1024);
        using (var rows = new ZLibStream(packed, CompressionMode.Decompress))
        using (var target = new ZLibStream(stored, CompressionLevel.NoCompression, leaveOpen: true))
        {
            Span<byte> buffer = stackalloc byte[8192];
            var total = 0L;
            while (total <= length && rows.Read(buffer) is var count and > 0)
            {
                target.Write(buffer[..count]);
                total += count;
            }
            if (total != length) throw Damaged();
        }
        return stored.GetBuffer().AsSpan(0, (int)stored.Length);
    }

    static FormatException Damaged() => new("it is cut off or damaged");
}
