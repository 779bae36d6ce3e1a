using ResNeXtSharp.Weights;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Draws a picture and saves it.</summary>
static class PngFile
{
    // Two pixels for each unit, for sharp text on today's screens.
    const int Scale = 2;

    // One filter for all lines and a moderate effort: trying every filter and the best match takes longer than drawing.
    static readonly SKPngEncoderOptions Compression = new(SKPngEncoderFilterFlags.Sub, zLibLevel: 4);

    /// <summary>Draws on a white sheet of the given size in units and replaces the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Save(string path, int width, int height, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width * Scale, height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(Compression) ?? throw new InvalidOperationException("The pixels cannot be encoded.");
        AtomicFile.Write(path, stream => png.SaveTo(stream));
    }
}
