using ResNeXtSharp.Data;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Tests.Pictures;

/// <summary>Looks at the pixels of a picture.</summary>
static class Pixels
{
    /// <summary>How many pixels of some columns have exactly this colour.</summary>
    public static int Count(Image image, SKColor color, int left, int right) =>
        Where(image, left, 0, right, image.Height, pixel => pixel.SequenceEqual([color.Red, color.Green, color.Blue]));

    /// <summary>How many pixels of a part are darker than a light grey.</summary>
    public static int CountDark(Image image, int left, int top, int right, int bottom) => Where(image, left, top, right, bottom, pixel => pixel[0] + pixel[1] + pixel[2] < 3 * 160);

    delegate bool Test(ReadOnlySpan<byte> pixel);

    static int Where(Image image, int left, int top, int right, int bottom, Test test)
    {
        var count = 0;
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                if (test(image.Pixels.Slice((y * image.Width + x) * 3, 3))) count++;
        return count;
    }
}
