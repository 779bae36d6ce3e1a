using ResNeXtSharp.Data;

namespace ResNeXtSharp.Explanation;

/// <summary>Lays a heat map over a picture, whose own colours turn grey so that they are not taken for heat.</summary>
public static class HeatOverlay
{
    // From dark violet over red to light yellow: as the values grow the colours grow lighter, for eyes that tell no red from green too.
    static readonly (float Red, float Green, float Blue)[] Colors = [(38, 11, 84), (120, 28, 109), (190, 55, 82), (237, 105, 37), (251, 166, 10), (252, 234, 130)];

    const float LeastCover = 0.25f;
    const float MostCover = 0.75f;

    /// <summary>The picture enlarged by a whole number, under the map.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="map">A map of any size; it is scaled to the picture's.</param>
    /// <param name="enlargement">How many pixels of the result a pixel of the picture becomes in each direction.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="enlargement"/> is less than one.</exception>
    public static Image Of(Image picture, HeatMap map, int enlargement)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(enlargement, 1);
        var (width, height) = (picture.Width * enlargement, picture.Height * enlargement);
        var fine = map.Resize(height, width);
        var pixels = new byte[checked(width * height * Image.Channels)];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var source = picture.Pixels.Slice((row / enlargement * picture.Width + column / enlargement) * Image.Channels, Image.Channels);
                Cover(Grey(source), fine[row, column], pixels.AsSpan((row * width + column) * Image.Channels));
            }
        }
        return new Image(width, height, pixels);
    }

    static void Cover(float grey, float heat, Span<byte> pixel)
    {
        var (red, green, blue) = ColorOf(heat);
        var cover = LeastCover + (MostCover - LeastCover) * heat;
        pixel[0] = Mix(grey, red, cover);
        pixel[1] = Mix(grey, green, cover);
        pixel[2] = Mix(grey, blue, cover);
    }

    static (float Red, float Green, float Blue) ColorOf(float heat)
    {
        var place = heat * (Colors.Length - 1);
        var first = Math.Min((int)place, Colors.Length - 2);
        var (low, high, share) = (Colors[first], Colors[first + 1], place - first);
        return (low.Red + (high.Red - low.Red) * share, low.Green + (high.Green - low.Green) * share, low.Blue + (high.Blue - low.Blue) * share);
    }

    static byte Mix(float grey, float color, float cover) => (byte)MathF.Round(grey + (color - grey) * cover);

    // The luma of television's standard BT.601, as PIL turns pictures grey.
    static float Grey(ReadOnlySpan<byte> pixel) => 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];
}
