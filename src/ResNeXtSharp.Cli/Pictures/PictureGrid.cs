using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Many pictures on one sheet, each with its caption.</summary>
static class PictureGrid
{
    const int Side = 144;
    const int Gap = 20;
    const int CaptionHeight = 44;
    const int Margin = 24;
    const int HeadingHeight = 44;
    const int MostColumns = 8;

    /// <summary>Replaces a PNG file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="heading">The line above all pictures.</param>
    /// <param name="tiles">The pictures, at least one.</param>
    public static void Save(string path, string heading, IReadOnlyList<PictureTile> tiles)
    {
        var columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(tiles.Count)), 2, MostColumns);
        var rows = (tiles.Count + columns - 1) / columns;
        var width = 2 * Margin + columns * (Side + Gap) - Gap;
        var height = Margin + HeadingHeight + rows * (Side + CaptionHeight + Gap) - Gap + Margin / 2;
        PngFile.Save(path, width, height, canvas =>
        {
            new TextStyle(18, Ink.Text, IsBold: true).Draw(canvas, heading, Margin, Margin + 16, maxWidth: width - 2 * Margin);
            for (var i = 0; i < tiles.Count; i++)
                Draw(canvas, tiles[i], Margin + i % columns * (Side + Gap), Margin + HeadingHeight + i / columns * (Side + CaptionHeight + Gap));
        });
    }

    static void Draw(SKCanvas canvas, PictureTile tile, float left, float top)
    {
        canvas.DrawPicture(tile.Picture, left, top, Side);
        new TextStyle(14, tile.Color, IsBold: true).Draw(canvas, tile.Title, left, top + Side + 19, maxWidth: Side);
        new TextStyle(12, Ink.Faint).Draw(canvas, tile.Detail, left, top + Side + 37, maxWidth: Side);
    }
}
