namespace ResNeXtSharp.Data;

/// <summary>
/// Scales pictures along one direction with PIL's integer arithmetic: the weights of a triangle filter in 22-bit fixed point, and the result of each pass
/// rounded to a byte.
/// </summary>
static class Resampling
{
    const int PrecisionBits = 22;
    const int Half = 1 << (PrecisionBits - 1);

    public static Image ScaleWidth(Image image, int width)
    {
        var filter = new TriangleFilter(image.Width, width, PrecisionBits);
        var pixels = new byte[checked(width * image.Height * Image.Channels)];
        for (var row = 0; row < image.Height; row++)
        {
            var line = image.Pixels.Slice(row * image.Width * Image.Channels, image.Width * Image.Channels);
            var target = pixels.AsSpan(row * width * Image.Channels, width * Image.Channels);
            for (var column = 0; column < width; column++)
            {
                var first = filter.First(column);
                var weights = filter.Weights(column);
                for (var channel = 0; channel < Image.Channels; channel++)
                    target[column * Image.Channels + channel] = WeightedSum(line[(first * Image.Channels + channel)..], Image.Channels, weights);
            }
        }
        return new Image(width, image.Height, pixels);
    }

    public static Image ScaleHeight(Image image, int height)
    {
        var filter = new TriangleFilter(image.Height, height, PrecisionBits);
        var stride = image.Width * Image.Channels;
        var pixels = new byte[checked(stride * height)];
        var sums = new int[stride];
        for (var row = 0; row < height; row++)
        {
            var first = filter.First(row);
            var weights = filter.Weights(row);
            Array.Fill(sums, Half);
            for (var i = 0; i < weights.Length; i++)
            {
                var line = image.Pixels.Slice((first + i) * stride, stride);
                for (var x = 0; x < line.Length; x++) sums[x] += line[x] * weights[i];
            }
            var target = pixels.AsSpan(row * stride, stride);
            for (var x = 0; x < target.Length; x++) target[x] = ToByte(sums[x]);
        }
        return new Image(image.Width, height, pixels);
    }

    static byte WeightedSum(ReadOnlySpan<byte> values, int step, ReadOnlySpan<int> weights)
    {
        var sum = Half;
        for (var i = 0; i < weights.Length; i++) sum += values[i * step] * weights[i];
        return ToByte(sum);
    }

    static byte ToByte(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);
}
