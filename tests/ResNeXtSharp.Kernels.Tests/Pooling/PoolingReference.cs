using ResNeXtSharp.Kernels.Pooling;

namespace ResNeXtSharp.Kernels.Tests.Pooling;

/// <summary>Poolings by definition, one window and channel at a time.</summary>
internal static class PoolingReference
{
    /// <summary>For every output the index of the input element that wins: the last not-a-number, else the first of the largest.</summary>
    internal static int[] MaxWinners(PoolGeometry g, float[] input)
    {
        var winners = new int[g.OutputLength];
        for (int output = 0; output < winners.Length; output++)
        {
            int channel = output % g.Channels, pixel = output / g.Channels;
            int ox = pixel % g.OutWidth, oy = pixel / g.OutWidth % g.OutHeight, image = pixel / g.OutWidth / g.OutHeight;
            winners[output] = -1;
            for (int y = Math.Max(0, (oy * g.Stride) - g.Padding); y < Math.Min(g.Height, (oy * g.Stride) - g.Padding + g.Kernel); y++)
            {
                for (int x = Math.Max(0, (ox * g.Stride) - g.Padding); x < Math.Min(g.Width, (ox * g.Stride) - g.Padding + g.Kernel); x++)
                {
                    int candidate = (((((image * g.Height) + y) * g.Width) + x) * g.Channels) + channel;
                    if (winners[output] < 0 || input[candidate] > input[winners[output]] || float.IsNaN(input[candidate]))
                        winners[output] = candidate;
                }
            }
        }
        return winners;
    }

    /// <summary>Every pair of output and input element that an adaptive average pooling connects, with the share.</summary>
    internal static IEnumerable<(int Output, int Input, double Share)> AverageLinks(int batch, int height, int width, int channels, int outHeight, int outWidth)
    {
        for (int output = 0; output < batch * outHeight * outWidth * channels; output++)
        {
            int channel = output % channels, pixel = output / channels;
            int ox = pixel % outWidth, oy = pixel / outWidth % outHeight, image = pixel / outWidth / outHeight;
            int top = (int)Math.Floor((double)oy * height / outHeight), bottom = (int)Math.Ceiling((oy + 1.0) * height / outHeight);
            int left = (int)Math.Floor((double)ox * width / outWidth), right = (int)Math.Ceiling((ox + 1.0) * width / outWidth);
            for (int y = top; y < bottom; y++)
            {
                for (int x = left; x < right; x++)
                    yield return (output, (((((image * height) + y) * width) + x) * channels) + channel, 1.0 / ((bottom - top) * (right - left)));
            }
        }
    }

    /// <summary>The same for an average pooling by windows of one size, each clipped to the map.</summary>
    internal static IEnumerable<(int Output, int Input, double Share)> AverageLinks(
        int batch, int height, int width, int channels, int kernel, int stride, int outHeight, int outWidth)
    {
        for (int output = 0; output < batch * outHeight * outWidth * channels; output++)
        {
            int channel = output % channels, pixel = output / channels;
            int ox = pixel % outWidth, oy = pixel / outWidth % outHeight, image = pixel / outWidth / outHeight;
            int bottom = Math.Min((oy * stride) + kernel, height), right = Math.Min((ox * stride) + kernel, width);
            for (int y = oy * stride; y < bottom; y++)
            {
                for (int x = ox * stride; x < right; x++)
                    yield return (output, (((((image * height) + y) * width) + x) * channels) + channel, 1.0 / ((bottom - (oy * stride)) * (right - (ox * stride))));
            }
        }
    }
}
