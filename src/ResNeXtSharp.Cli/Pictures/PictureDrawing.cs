using ResNeXtSharp.Data;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Puts pictures on a canvas.</summary>
static class PictureDrawing
{
    /// <summary>Fits a picture into a square. Small pictures are enlarged to crisp pixels, large ones are reduced smoothly.</summary>
    public static void DrawPicture(this SKCanvas canvas, Image picture, float left, float top, float side)
    {
        using var image = ToSkia(picture);
        var scale = side / Math.Max(picture.Width, picture.Height);
        var (width, height) = (picture.Width * scale, picture.Height * scale);
        var target = SKRect.Create(left + (side - width) / 2, top + (side - height) / 2, width, height);
        var sampling = scale > 1 ? new SKSamplingOptions(SKFilterMode.Nearest) : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        canvas.DrawImage(image, target, sampling);
    }

    static SKImage ToSkia(Image picture)
    {
        var pixels = new byte[picture.Width * picture.Height * 4];
        for (var i = 0; i < pixels.Length / 4; i++)
        {
            picture.Pixels.Slice(i * Image.Channels, Image.Channels).CopyTo(pixels.AsSpan(i * 4));
            pixels[i * 4 + 3] = byte.MaxValue;
        }
        return SKImage.FromPixelCopy(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
    }
}
