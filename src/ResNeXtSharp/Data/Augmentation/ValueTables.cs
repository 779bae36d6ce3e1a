namespace ResNeXtSharp.Data;

/// <summary>Replaces each value by another, as PIL's ImageOps.</summary>
static class ValueTables
{
    const int Values = 256;

    /// <summary>Keeps the highest bits of each value.</summary>
    public static void Posterize(Span<byte> pixels, int bits)
    {
        var mask = (byte)(0xFF << (8 - bits));
        foreach (ref var value in pixels) value &= mask;
    }

    /// <summary>Inverts the values that are not below a threshold.</summary>
    public static void Solarize(Span<byte> pixels, double threshold)
    {
        foreach (ref var value in pixels)
            if (value >= threshold) value = (byte)(255 - value);
    }

    /// <summary>Stretches each channel from black to white.</summary>
    public static void AutoContrast(Span<byte> pixels, int channels)
    {
        Span<int> counts = stackalloc int[Values];
        Span<byte> table = stackalloc byte[Values];
        for (var channel = 0; channel < channels; channel++)
        {
            Count(pixels, channel, channels, counts);
            var (low, high) = (counts.IndexOfAnyExcept(0), counts.LastIndexOfAnyExcept(0));
            if (high <= low) continue;
            var scale = 255.0 / (high - low);
            for (var value = 0; value < Values; value++) table[value] = (byte)Math.Clamp(value * scale + -low * scale, 0, 255);
            Replace(pixels, channel, channels, table);
        }
    }

    /// <summary>Spreads the values of each channel so that all are about equally frequent.</summary>
    public static void Equalize(Span<byte> pixels, int channels)
    {
        Span<int> counts = stackalloc int[Values];
        Span<byte> table = stackalloc byte[Values];
        for (var channel = 0; channel < channels; channel++)
        {
            Count(pixels, channel, channels, counts);
            var step = (pixels.Length / channels - counts[counts.LastIndexOfAnyExcept(0)]) / 255;
            if (step == 0) continue;
            var below = step / 2;
            for (var value = 0; value < Values; below += counts[value++]) table[value] = (byte)Math.Min(below / step, 255);
            Replace(pixels, channel, channels, table);
        }
    }

    static void Count(ReadOnlySpan<byte> pixels, int channel, int channels, Span<int> counts)
    {
        counts.Clear();
        for (var i = channel; i < pixels.Length; i += channels) counts[pixels[i]]++;
    }

    static void Replace(Span<byte> pixels, int channel, int channels, ReadOnlySpan<byte> table)
    {
        for (var i = channel; i < pixels.Length; i += channels) pixels[i] = table[pixels[i]];
    }
}
