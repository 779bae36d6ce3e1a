using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>A size, weight and colour of text.</summary>
readonly record struct TextStyle(float Size, SKColor Color, bool IsBold = false)
{
    SKFont CreateFont() => new(IsBold ? InterFont.Bold : InterFont.Regular, Size) { Subpixel = true, Edging = SKFontEdging.Antialias };

    /// <summary>Writes a line, cut with an ellipsis where it would be wider than a limit.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float baseline, SKTextAlign align = SKTextAlign.Left, float maxWidth = float.MaxValue)
    {
        using var font = CreateFont();
        using var paint = new SKPaint { Color = Color, IsAntialias = true };
        canvas.DrawText(Shorten(text, font, maxWidth), x, baseline, align, font, paint);
    }

    static string Shorten(string text, SKFont font, float maxWidth)
    {
        if (font.MeasureText(text) <= maxWidth) return text;
        var length = text.Length;
        while (length > 1 && font.MeasureText(text[..length] + "…") > maxWidth) length--;
        return text[..length] + "…";
    }
}
