namespace ResNeXtSharp.Data;

/// <summary>Turns a row of a PNG picture into pixels of 8-bit red, green and blue. Of 16 bits the upper eight stay, and transparency is dropped.</summary>
static class PngRow
{
    /// <summary>Writes a row's pixels, <paramref name="step"/> pixels apart.</summary>
    public static void Expand(PngLayout layout, ReadOnlySpan<byte> row, Span<byte> pixels, int count, int step)
    {
        var header = layout.Header;
        if (header is { Color: PngColor.Rgb, BitDepth: 8 } && step == 1) row.CopyTo(pixels);
        else if (header.Color == PngColor.Palette) ExpandIndices(row, header.BitDepth, layout.Palette.Span, pixels, count, step * Image.Channels);
        else if (header.BitDepth < 8) ExpandBits(row, header.BitDepth, pixels, count, step * Image.Channels);
        else ExpandSamples(row, header, pixels, count, step * Image.Channels);
    }

    // A number beyond the palette is black, as other readers have it.
    static void ExpandIndices(ReadOnlySpan<byte> row, int depth, ReadOnlySpan<byte> palette, Span<byte> pixels, int count, int stride)
    {
        for (var i = 0; i < count; i++)
        {
            var color = Bits(row, i, depth) * Image.Channels;
            var pixel = pixels.Slice(i * stride, Image.Channels);
            if (color < palette.Length) palette.Slice(color, Image.Channels).CopyTo(pixel);
            else pixel.Clear();
        }
    }

    static void ExpandBits(ReadOnlySpan<byte> row, int depth, Span<byte> pixels, int count, int stride)
    {
        // The largest number of so many bits is white.
        var white = 255 / ((1 << depth) - 1);
        for (var i = 0; i < count; i++) pixels.Slice(i * stride, Image.Channels).Fill((byte)(Bits(row, i, depth) * white));
    }

    static void ExpandSamples(ReadOnlySpan<byte> row, PngHeader header, Span<byte> pixels, int count, int stride)
    {
        var width = header.BitDepth / 8;
        var (green, blue) = header.Color is PngColor.Rgb or PngColor.Rgba ? (width, 2 * width) : (0, 0);
        for (var i = 0; i < count; i++)
        {
            var sample = row.Slice(i * header.BytesPerPixel, header.BytesPerPixel);
            var pixel = pixels.Slice(i * stride, Image.Channels);
            (pixel[0], pixel[1], pixel[2]) = (sample[0], sample[green], sample[blue]);
        }
    }

    static int Bits(ReadOnlySpan<byte> row, int index, int depth)
    {
        var bit = index * depth;
        return (row[bit / 8] >> (8 - depth - bit % 8)) & ((1 << depth) - 1);
    }
}
