using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace ResNeXtSharp.Data;

/// <summary>Writes pictures as PNG (ISO/IEC 15948).</summary>
internal static class PngEncoder
{
    const byte TrueColor = 2;
    const byte Sub = 1;

    /// <summary>What every file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The file's bytes.</summary>
    public static byte[] Encode(Image picture)
    {
        var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        header.Clear(); // the last three bytes are the only methods there are, and no interlacing
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        (header[8], header[9]) = (8, TrueColor);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Packed(picture));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The rows, each with the differences of every pixel from the one before it, which pack better than the pixels.</summary>
    static byte[] Packed(Image picture)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var stride = picture.Width * Image.Channels;
            var line = new byte[1 + stride];
            line[0] = Sub;
            for (var row = 0; row < picture.Height; row++)
            {
                var pixels = picture.Pixels.Slice(row * stride, stride);
                for (var i = 0; i < stride; i++) line[1 + i] = (byte)(pixels[i] - (i < Image.Channels ? 0 : pixels[i - Image.Channels]));
                zlib.Write(line);
            }
        }
        return packed.ToArray();
    }

    /// <summary>Writes a piece of a file, framed by its length, name and check sum.</summary>
    public static void WriteChunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(name);
        file.Write(content);
        var check = new Crc32();
        check.Append(name);
        check.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, check.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
