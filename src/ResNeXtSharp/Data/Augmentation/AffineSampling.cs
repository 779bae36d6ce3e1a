namespace ResNeXtSharp.Data;

/// <summary>Takes each pixel from the nearest place that an affine map sends it to, as PIL does in steps of 1/65536; what lies outside is black.</summary>
static class AffineSampling
{
    const int FractionBits = 16;

    /// <summary>Turns counter-clockwise around the middle.</summary>
    /// <param name="sample">The picture.</param>
    /// <param name="degrees">The angle.</param>
    public static void Rotate(ImageSample sample, double degrees)
    {
        var angle = -degrees * Math.PI / 180;
        // PIL rounds so that right angles are exact.
        var (cos, sin) = (Math.Round(Math.Cos(angle), 15), Math.Round(Math.Sin(angle), 15));
        var (x, y) = (sample.Width / 2.0, sample.Height / 2.0);
        Apply(sample, [cos, sin, x - cos * x - sin * y], [-sin, cos, y + sin * x - cos * y]);
    }

    /// <summary>Pixel (x, y) becomes what was at (h · (x, y, 1), v · (x, y, 1)).</summary>
    public static void Apply(ImageSample sample, ReadOnlySpan<double> h, ReadOnlySpan<double> v)
    {
        var (height, width, channels) = (sample.Height, sample.Width, sample.Channels);
        var target = sample.Rewrite(out var source);
        var (stepX, stepY) = (Fixed(h[0]), Fixed(v[0]));
        var (rowX, rowY) = (Fixed(h[2] + (h[0] + h[1]) / 2), Fixed(v[2] + (v[0] + v[1]) / 2));
        for (var row = 0; row < height; row++, rowX += Fixed(h[1]), rowY += Fixed(v[1]))
        {
            var (x, y) = (rowX, rowY);
            for (var column = 0; column < width; column++, x += stepX, y += stepY)
            {
                var pixel = target.Slice((row * width + column) * channels, channels);
                var (fromX, fromY) = (x >> FractionBits, y >> FractionBits);
                if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) source.Slice((int)(fromY * width + fromX) * channels, channels).CopyTo(pixel);
                else pixel.Clear();
            }
        }
    }

    static long Fixed(double value) => (long)Math.Floor(value * (1 << FractionBits) + 0.5);
}
