using System.Buffers;

namespace ResNeXtSharp.Data;

/// <summary>
/// Scales pictures [rows, columns, channels] along one direction with PIL's integer arithmetic: the weights of a triangle filter in 22-bit fixed point, and
/// the result of each pass rounded to a byte.
/// </summary>
static class Resampling
{
    const int PrecisionBits = 22;
    const int Half = 1 << (PrecisionBits - 1);

    /// <summary>Scales every row.</summary>
    public static void ScaleWidth(ReadOnlySpan<byte> source, int sourceWidth, Span<byte> target, int width, int channels)
    {
        var filter = new TriangleFilter(sourceWidth, width, PrecisionBits);
        var (sourceStride, stride) = (sourceWidth * channels, width * channels);
        for (var row = 0; row < target.Length / stride; row++)
        {
            var line = source.Slice(row * sourceStride, sourceStride);
            var scaled = target.Slice(row * stride, stride);
            for (var column = 0; column < width; column++)
            {
                var first = filter.First(column);
                var weights = filter.Weights(column);
                for (var channel = 0; channel < channels; channel++)
                    scaled[column * channels + channel] = WeightedSum(line[(first * channels + channel)..], channels, weights);
            }
        }
    }

    /// <summary>Scales every column; a row has <paramref name="stride"/> bytes.</summary>
    public static void ScaleHeight(ReadOnlySpan<byte> source, int sourceHeight, Span<byte> target, int height, int stride)
    {
        var filter = new TriangleFilter(sourceHeight, height, PrecisionBits);
        var rented = ArrayPool<int>.Shared.Rent(stride);
        var sums = rented.AsSpan(0, stride);
        for (var row = 0; row < height; row++)
        {
            var first = filter.First(row);
            var weights = filter.Weights(row);
            sums.Fill(Half);
            for (var i = 0; i < weights.Length; i++)
            {
                var line = source.Slice((first + i) * stride, stride);
                for (var x = 0; x < line.Length; x++) sums[x] += line[x] * weights[i];
            }
            var scaled = target.Slice(row * stride, stride);
            for (var x = 0; x < scaled.Length; x++) scaled[x] = ToByte(sums[x]);
        }
        ArrayPool<int>.Shared.Return(rented);
    }

    static byte WeightedSum(ReadOnlySpan<byte> values, int step, ReadOnlySpan<int> weights)
    {
        var sum = Half;
        for (var i = 0; i < weights.Length; i++) sum += values[i * step] * weights[i];
        return ToByte(sum);
    }

    static byte ToByte(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);
}
