using System.Buffers;
using System.IO.Compression;

namespace ResNeXtSharp.Data;

/// <summary>Reads pictures from PNG (ISO/IEC 15948), and each byte of a file once.</summary>
/// <remarks>A file that could not hold the picture it declares is refused before memory is set aside; one that could costs no more than a good one of its size.</remarks>
static class PngDecoder
{
    // Deflate packs no better: 258 bytes into two bits.
    const int MostRatio = 1032;

    /// <exception cref="FormatException">The file is cut or damaged, or its picture too large.</exception>
    /// <exception cref="InvalidDataException">Its rows are packed wrongly.</exception>
    public static Image Decode(byte[] bytes)
    {
        var layout = PngLayout.Read(bytes);
        var header = layout.Header;
        var passes = PngPass.Of(header);
        if (passes.Sum(pass => pass.Bytes(header)) > MostRatio * layout.Packed.Sum(piece => (long)piece.Length)) throw PngLayout.Damaged();

        var pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * Image.Channels);
        using var rows = new ZLibStream(new PiecesStream(layout.Packed), CompressionMode.Decompress);
        foreach (var pass in passes) ReadPass(rows, layout, pass, pixels);
        if (rows.ReadByte() >= 0) throw PngLayout.Damaged();
        return new Image(header.Width, header.Height, pixels);
    }

    static void ReadPass(ZLibStream rows, PngLayout layout, PngPass pass, Span<byte> pixels)
    {
        var header = layout.Header;
        var length = 1 + header.RowBytes(pass.Width);
        var rented = ArrayPool<byte>.Shared.Rent(2 * length);
        var row = rented.AsSpan(0, length);
        var above = rented.AsSpan(length, length);
        above.Clear();
        for (var y = 0; y < pass.Height; y++)
        {
            if (rows.ReadAtLeast(row, length, throwOnEndOfStream: false) < length) throw PngLayout.Damaged();
            PngFilter.Undo(row[0], row[1..], above[1..], header.BytesPerPixel);
            var first = (pass.Top + y * pass.StepY) * header.Width + pass.Left;
            PngRow.Expand(layout, row[1..], pixels[(first * Image.Channels)..], pass.Width, pass.StepX);
            var undone = row;
            row = above;
            above = undone;
        }
        ArrayPool<byte>.Shared.Return(rented);
    }
}
