using System.Globalization;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Rows and columns of pictures, written 32 or 96x64.</summary>
readonly record struct PictureSize(int Height, int Width)
{
    /// <summary>Reads what <see cref="ToString"/> writes; both numbers are positive.</summary>
    public static bool TryParse(string text, out PictureSize size)
    {
        var sides = text.Split('x');
        var isSize = TryParseSide(sides[0], out var height) & TryParseSide(sides[^1], out var width) && sides.Length <= 2;
        size = new PictureSize(height, width);
        return isSize;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}{(Width == Height ? "" : $"x{Width}")}");

    static bool TryParseSide(string text, out int pixels) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pixels) && pixels > 0;
}
