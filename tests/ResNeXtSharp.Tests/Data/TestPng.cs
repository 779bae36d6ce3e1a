using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ResNeXtSharp.Tests.Data;

/// <summary>Writes small PNG files.</summary>
static class TestPng
{
    /// <summary>A picture of 8-bit red, green and blue whose pixels are given by row and column.</summary>
    public static byte[] Of(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel)
    {
        var rows = new List<byte>();
        for (var row = 0; row < height; row++)
        {
            rows.Add(0);
            for (var column = 0; column < width; column++)
            {
                var (red, green, blue) = pixel(row, column);
                rows.AddRange([red, green, blue]);
            }
        }
        return Of(width, height, bitDepth: 8, colorType: 2, [.. rows]);
    }

    /// <summary>A picture of one colour.</summary>
    public static byte[] Of(int width, int height, byte red, byte green, byte blue) => Of(width, height, (_, _) => (red, green, blue));

    /// <summary>A picture of any kind whose filtered rows are given. The checksums of its chunks are left at zero, which readers may ignore.</summary>
    public static byte[] Of(int width, int height, byte bitDepth, byte colorType, byte[] rows, bool isInterlaced = false, byte[]? palette = null)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(rows);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (bitDepth, colorType, (byte)(isInterlaced ? 1 : 0));
        byte[] colors = palette is null ? [] : Chunk("PLTE", palette);
        // Encoders cut the rows into pieces anywhere.
        var pieces = packed.ToArray().Chunk(100).SelectMany(piece => Chunk("IDAT", piece));
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. colors, .. pieces, .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0, 0];
    }
}
