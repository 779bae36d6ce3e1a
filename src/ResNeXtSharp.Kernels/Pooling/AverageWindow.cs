using System.Numerics.Tensors;

namespace ResNeXtSharp.Kernels.Pooling;

/// <summary>The mean of one window of a map, and its gradient.</summary>
internal static unsafe class AverageWindow
{
    /// <summary>output = mean of the window</summary>
    /// <param name="map">[height, width, channels]</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="rows">The window's rows.</param>
    /// <param name="columns">The window's columns.</param>
    /// <param name="output">[channels]</param>
    internal static void Forward(float* map, int width, Range rows, Range columns, Span<float> output)
    {
        output.Clear();
        for (int y = rows.Start.Value; y < rows.End.Value; y++)
        {
            for (int x = columns.Start.Value; x < columns.End.Value; x++)
                TensorPrimitives.Add(output, Pixel(map, width, y, x, output.Length), output);
        }
        TensorPrimitives.Multiply(output, Share(rows, columns), output);
    }

    /// <summary>Every pixel of the window gets its share of the gradient.</summary>
    /// <param name="map">The gradient of the map, to which is added.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="rows">The window's rows.</param>
    /// <param name="columns">The window's columns.</param>
    /// <param name="gradOutput">[channels]</param>
    internal static void Backward(float* map, int width, Range rows, Range columns, ReadOnlySpan<float> gradOutput)
    {
        float share = Share(rows, columns);
        for (int y = rows.Start.Value; y < rows.End.Value; y++)
        {
            for (int x = columns.Start.Value; x < columns.End.Value; x++)
            {
                Span<float> pixel = Pixel(map, width, y, x, gradOutput.Length);
                TensorPrimitives.MultiplyAdd(gradOutput, share, pixel, pixel);
            }
        }
    }

    static Span<float> Pixel(float* map, int width, int y, int x, int channels) => new(map + ((((nint)y * width) + x) * channels), channels);

    static float Share(Range rows, Range columns) => 1f / ((rows.End.Value - rows.Start.Value) * (columns.End.Value - columns.Start.Value));
}
