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

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(PngEncoder.Signature);

    /// <summary>The same picture in a file whose rows are not compressed.</summary>
    /// <exception cref="FormatException">The file is cut or damaged, or its picture too large.</exception>
    public static MemoryStream Unpack(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[PngEncoder.Signature.Length..];
        var header = NextChunk(ref rest, out var name);
        if (!name.SequenceEqual("IHDR"u8) || header.Length != HeaderLength) throw Damaged();
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        ImageFile.CheckSize(width, height);

        var packed = new MemoryStream();
        ReadOnlySpan<byte> palette = default;
        while (true)
        {
            var chunk = NextChunk(ref rest, out name);
            if (name.SequenceEqual("IEND"u8)) break;
            if (name.SequenceEqual("IDAT"u8)) packed.Write(chunk);
            else if (name.SequenceEqual("PLTE"u8)) palette = chunk;
            else if (IsCritical(name)) throw Damaged();
        }
        var bitsPerPixel = header[8] * ChannelsOf(header[9]);
        var length = PngRows.TotalBytes((int)width, (int)height, bitsPerPixel, isInterlaced: header[12] == 1);
        if (length > MostRatio * packed.Length) throw Damaged();
        packed.Position = 0;
        return Pack(header, palette, UnpackRows(packed, (int)length));
    }

    static MemoryStream Pack(ReadOnlySpan<byte> header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> rows)
    {
        var file = new MemoryStream(PngEncoder.Signature.Length + 4 * ChunkFrame + header.Length + palette.Length + rows.Length);
        file.Write(PngEncoder.Signature);
        PngEncoder.WriteChunk(file, "IHDR"u8, header);
        if (!palette.IsEmpty) PngEncoder.WriteChunk(file, "PLTE"u8, palette);
        PngEncoder.WriteChunk(file, "IDAT"u8, rows);
        PngEncoder.WriteChunk(file, "IEND"u8, []);
        file.Position = 0;
        return file;
    }

    // A small first letter marks what a reader may skip.
    static bool IsCritical(ReadOnlySpan<byte> name) => (name[0] & 0x20) == 0;

    static ReadOnlySpan<byte> NextChunk(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name)
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
