using System.Buffers.Binary;

namespace ResNeXtSharp.Data;

/// <summary>What a PNG file says of its picture before the picture begins (its chunk IHDR).</summary>
readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColor Color, bool IsInterlaced)
{
    public const int Length = 13;

    public int Channels => Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GrayAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    public int BitsPerPixel => BitDepth * Channels;

    /// <summary>The distance between a byte and the one that filters compare it with.</summary>
    public int BytesPerPixel => Math.Max(BitsPerPixel / 8, 1);

    /// <summary>Bytes of a row of <paramref name="width"/> pixels.</summary>
    public int RowBytes(int width) => (int)(((long)width * BitsPerPixel + 7) / 8);

    /// <exception cref="FormatException">The picture is too large, or of a kind that does not exist.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> chunk)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]));
        ImageFile.CheckSize(width, height);
        var (depth, color, compression, filter, interlacing) = (chunk[8], (PngColor)chunk[9], chunk[10], chunk[11], chunk[12]);
        if (!Exists(color, depth) || compression != 0 || filter != 0 || interlacing > 1) throw PngLayout.Damaged();
        return new PngHeader((int)width, (int)height, depth, color, interlacing == 1);
    }

    static bool Exists(PngColor color, byte depth) => color switch
    {
        PngColor.Gray => depth is 1 or 2 or 4 or 8 or 16,
        PngColor.Palette => depth is 1 or 2 or 4 or 8,
        PngColor.Rgb or PngColor.GrayAlpha or PngColor.Rgba => depth is 8 or 16,
        _ => false,
    };
}

/// <summary>What the numbers of a PNG picture's pixels mean; the values are those of the file.</summary>
enum PngColor : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
