using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>One picture with the verdict above it and the likeliest classes beside it.</summary>
static class PredictionCard
{
    const int Width = 760;
    const int Height = 400;
    const int Margin = 24;
    const int Side = 288;
    const int PictureTop = 84;
    const int BarsLeft = Margin + Side + 40;
    const int RowHeight = 54;
    const int MostRows = 5;

    /// <summary>Replaces a PNG file.</summary>
    public static void Save(string path, ClassifiedPicture classified) => PngFile.Save(path, Width, Height, canvas =>
    {
        new TextStyle(22, VerdictColor(classified), IsBold: true).Draw(canvas, classified.Verdict, Margin, 42, maxWidth: Width - 2 * Margin);
        new TextStyle(13, Ink.Faint).Draw(canvas, classified.Origin, Margin, 64, maxWidth: Width - 2 * Margin);
        canvas.DrawPicture(classified.Picture, Margin, PictureTop, Side);
        for (var row = 0; row < Math.Min(MostRows, classified.Ranking.Count); row++) DrawBar(canvas, classified, row);
    });

    /// <summary>Green when right, red when wrong, neutral when nobody knows.</summary>
    public static SKColor VerdictColor(ClassifiedPicture classified) => classified.IsRight switch
    {
        true => Ink.Right,
        false => Ink.Wrong,
        null => Ink.Text,
    };

    static void DrawBar(SKCanvas canvas, ClassifiedPicture classified, int row)
    {
        var (name, probability) = classified.Ranking[row];
        var top = PictureTop + row * RowHeight;
        const int Length = Width - Margin - BarsLeft;
        var style = new TextStyle(15, Ink.Text, IsBold: row == 0);
        style.Draw(canvas, name, BarsLeft, top + 16, maxWidth: Length - 80);
        style.Draw(canvas, Percent.Format(probability), Width - Margin, top + 16, SKTextAlign.Right);
        using var paint = new SKPaint { Color = Ink.Line, IsAntialias = true };
        canvas.DrawRoundRect(BarsLeft, top + 25, Length, 10, 5, 5, paint);
        paint.Color = row == 0 ? VerdictColor(classified) : Ink.Faint;
        canvas.DrawRoundRect(BarsLeft, top + 25, Math.Max(10, Length * probability), 10, 5, 5, paint);
    }
}
