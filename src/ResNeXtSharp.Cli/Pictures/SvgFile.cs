using System.Text;
using ResNeXtSharp.Weights;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Draws a picture and saves it as lines and text.</summary>
static class SvgFile
{
    /// <summary>Draws on a white sheet of the given size in units and replaces the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Save(string path, int width, int height, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            canvas.Clear(SKColors.White);
            draw(canvas);
        }
        // A reader's machine may lack the font; its own sans serif comes closest.
        AtomicFile.WriteText(path, Encoding.UTF8.GetString(stream.ToArray()).Replace($"{InterFont.Family}\"", $"{InterFont.Family}, Helvetica, Arial, sans-serif\""));
    }
}
