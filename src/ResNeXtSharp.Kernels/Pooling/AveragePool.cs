using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Pooling;

/// <summary>
/// Average over square windows without padding. A last window that reaches past the border averages what lies inside it: PyTorch's
/// <c>ceil_mode=True, count_include_pad=False</c>.
/// </summary>
public static unsafe class AveragePool
{
    /// <summary>Windows along an axis of <paramref name="size"/> pixels: ⌈(size - kernel) / stride⌉ + 1, without any that would begin outside.</summary>
    public static int OutputSize(int size, int kernel, int stride)
    {
        if (size < 1 || kernel < 1 || stride < 1)
            throw new ArgumentException($"A pooling of {size} pixels by windows of {kernel}, stride {stride}, has a size that is not positive.");
        int windows = size <= kernel ? 1 : ((size - kernel + stride - 1) / stride) + 1;
        return (windows - 1) * stride < size ? windows : windows - 1;
    }

    /// <summary>output[b, i, j, c] = mean of its window</summary>
    public static void Forward(ReadOnlySpan<float> input, int batch, int height, int width, int channels, int kernel, int stride, Span<float> output)
    {
        Check(input.Length, output.Length, batch, height, width, channels, kernel, stride);
        fixed (float* x = input, y = output)
        {
            var job = new Job(x, y, height, width, channels, kernel, stride, backward: false);
            WorkerPool.Run(batch, ref job);
        }
    }

    /// <summary>gradInput (+)= every window's share of its gradient</summary>
    public static void Backward(
        ReadOnlySpan<float> gradOutput, int batch, int height, int width, int channels, int kernel, int stride, Span<float> gradInput, bool accumulate)
    {
        Check(gradInput.Length, gradOutput.Length, batch, height, width, channels, kernel, stride);
        if (!accumulate)
            gradInput.Clear();
        fixed (float* dx = gradInput, dy = gradOutput)
        {
            var job = new Job(dx, dy, height, width, channels, kernel, stride, backward: true);
            WorkerPool.Run(batch, ref job);
        }
    }

    static void Check(int input, int output, int batch, int height, int width, int channels, int kernel, int stride)
    {
        long pixels = (long)OutputSize(height, kernel, stride) * OutputSize(width, kernel, stride);
        if (input != (long)batch * height * width * channels || output != batch * pixels * channels)
            throw new ArgumentException($"{input} and {output} floats do not fit a pooling of {batch} maps of {height}x{width} with {channels} channels by {kernel}x{kernel}, stride {stride}.");
    }

    /// <summary>Item = one picture, so that no two threads add to one pixel.</summary>
    private readonly struct Job(float* input, float* output, int height, int width, int channels, int kernel, int stride, bool backward) : IJob
    {
        private readonly float* _input = input;
        private readonly float* _output = output;
        private readonly int _height = height;
        private readonly int _width = width;
        private readonly int _channels = channels;
        private readonly int _kernel = kernel;
        private readonly int _stride = stride;
        private readonly bool _backward = backward;

        public void Run(int index)
        {
            int outHeight = OutputSize(_height, _kernel, _stride), outWidth = OutputSize(_width, _kernel, _stride);
            float* input = _input + ((nint)index * _height * _width * _channels);
            float* output = _output + ((nint)index * outHeight * outWidth * _channels);
            for (int i = 0; i < outHeight; i++)
            {
                for (int j = 0; j < outWidth; j++, output += _channels)
                {
                    Range rows = Window(i, _height), columns = Window(j, _width);
                    if (_backward)
                        AverageWindow.Backward(input, _width, rows, columns, new ReadOnlySpan<float>(output, _channels));
                    else
                        AverageWindow.Forward(input, _width, rows, columns, new Span<float>(output, _channels));
                }
            }
        }

        Range Window(int index, int size) => (index * _stride)..Math.Min((index * _stride) + _kernel, size);
    }
}
