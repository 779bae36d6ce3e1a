namespace ResNeXtSharp.Data;

/// <summary>Moves whole pixels of pictures [rows, columns, channels], bytes or floats.</summary>
static class PixelRows
{
    /// <summary>Copies the rectangle of target's size whose corner lies at (top, left); what lies outside the source is zero.</summary>
    public static void Crop<T>(ReadOnlySpan<T> source, int sourceHeight, int sourceWidth, Span<T> target, int top, int left, int width, int channels)
    {
        var (from, to) = (Math.Max(left, 0), Math.Min(left + width, sourceWidth));
        var stride = width * channels;
        for (var row = 0; row < target.Length / stride; row++)
        {
            var line = target.Slice(row * stride, stride);
            if (top + row < 0 || top + row >= sourceHeight || from >= to)
            {
                line.Clear();
                continue;
            }
            line[..((from - left) * channels)].Clear();
            source.Slice(((top + row) * sourceWidth + from) * channels, (to - from) * channels).CopyTo(line[((from - left) * channels)..]);
            line[((to - left) * channels)..].Clear();
        }
    }

    /// <summary>Swaps left and right.</summary>
    public static void Mirror<T>(Span<T> pixels, int width, int channels)
    {
        for (var start = 0; start < pixels.Length; start += width * channels)
        {
            var line = pixels.Slice(start, width * channels);
            for (var (left, right) = (0, width - 1); left < right; left++, right--)
                for (var channel = 0; channel < channels; channel++)
                    (line[left * channels + channel], line[right * channels + channel]) = (line[right * channels + channel], line[left * channels + channel]);
        }
    }
}
