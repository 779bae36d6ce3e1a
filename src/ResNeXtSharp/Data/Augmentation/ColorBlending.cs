namespace ResNeXtSharp.Data;

/// <summary>Blends a picture with a degenerate one of itself, or away from it, as PIL's ImageEnhance: a factor of 0 gives the degenerate one, 1 the picture.</summary>
static class ColorBlending
{
    const int ColorChannels = 3;

    /// <summary>Blends with black.</summary>
    public static void Brightness(ImageSample sample, float factor)
    {
        foreach (ref var value in sample.Pixels) value = Blend(0, value, factor);
    }

    /// <summary>Blends each pixel with its gray; a picture without colours stays as it is.</summary>
    public static void Color(ImageSample sample, float factor)
    {
        if (sample.Channels != ColorChannels) return;
        var pixels = sample.Pixels;
        for (var i = 0; i < pixels.Length; i += ColorChannels)
        {
            var gray = Gray(pixels[i..]);
            foreach (ref var value in pixels.Slice(i, ColorChannels)) value = Blend(gray, value, factor);
        }
    }

    /// <summary>Blends with the mean of all gray.</summary>
    public static void Contrast(ImageSample sample, float factor)
    {
        var pixels = sample.Pixels;
        var channels = sample.Channels;
        long sum = 0;
        for (var i = 0; i < pixels.Length; i += channels) sum += channels == ColorChannels ? Gray(pixels[i..]) : pixels[i];
        var mean = (byte)((double)sum / (sample.Height * sample.Width) + 0.5);
        foreach (ref var value in pixels) value = Blend(mean, value, factor);
    }

    /// <summary>Blends with the picture smoothed: a pixel counts five times among its eight neighbours. The border has none, and stays.</summary>
    public static void Sharpness(ImageSample sample, float factor)
    {
        var (height, width, channels) = (sample.Height, sample.Width, sample.Channels);
        var target = sample.Rewrite(out var source);
        source.CopyTo(target);
        var stride = width * channels;
        for (var row = 1; row < height - 1; row++)
        {
            for (var i = row * stride + channels; i < (row + 1) * stride - channels; i++)
            {
                var sum = 4 * source[i];
                for (var line = i - stride; line <= i + stride; line += stride) sum += source[line - channels] + source[line] + source[line + channels];
                target[i] = Blend((byte)((2 * sum + 13) / 26), source[i], factor);
            }
        }
    }

    // ITU-R 601 in sixteen bits, as PIL converts to "L".
    static byte Gray(ReadOnlySpan<byte> pixel) => (byte)((pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 0x8000) >> 16);

    static byte Blend(byte degenerate, byte value, float factor) => (byte)Math.Clamp(degenerate + factor * (value - degenerate), 0, 255);
}
