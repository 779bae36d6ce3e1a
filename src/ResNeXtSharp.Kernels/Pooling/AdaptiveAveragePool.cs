using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Pooling;

/// <summary>Average over windows that divide the map evenly: output row i covers input rows ⌊i·H/h⌋ to ⌈(i+1)·H/h⌉, as in PyTorch.</summary>
public static unsafe class AdaptiveAveragePool
{
    /// <summary>output[b, i, j, c] = mean of its window</summary>
    public static void Forward(ReadOnlySpan<float> input, int batch, int height, int width, int channels, int outHeight, int outWidth, Span<float> output)
    {
        Check(input.Length, output.Length, batch, height, width, channels, outHeight, outWidth);
        fixed (float* x = input, y = output)
            Run(new Job(x, y, height, width, channels, outHeight, outWidth, backward: false), batch);
    }

    /// <summary>gradInput (+)= every window's share of its gradient</summary>
    public static void Backward(ReadOnlySpan<float> gradOutput, int batch, int height, int width, int channels, int outHeight, int outWidth, Span<float> gradInput, bool accumulate)
    {
        Check(gradInput.Length, gradOutput.Length, batch, height, width, channels, outHeight, outWidth);
        if (!accumulate)
            gradInput.Clear();
        fixed (float* dx = gradInput, dy = gradOutput)
            Run(new Job(dx, dy, height, width, channels, outHeight, outWidth, backward: true), batch);
    }

    static void Run(Job job, int batch) => WorkerPool.Run(batch, ref job);

    static void Check(int input, int output, int batch, int height, int width, int channels, int outHeight, int outWidth)
    {
        if (outHeight < 1 || outWidth < 1 || input != (long)batch * height * width * channels || output != (long)batch * outHeight * outWidth * channels)
            throw new ArgumentException($"{input} and {output} floats do not fit a pooling of {batch} maps from {height}x{width} to {outHeight}x{outWidth} with {channels} channels.");
    }

    /// <summary>Item = one picture.</summary>
    private readonly struct Job(float* input, float* output, int height, int width, int channels, int outHeight, int outWidth, bool backward) : IJob
    {
        private readonly float* _input = input;
        private readonly float* _output = output;
        private readonly int _height = height;
        private readonly int _width = width;
        private readonly int _channels = channels;
        private readonly int _outHeight = outHeight;
        private readonly int _outWidth = outWidth;
        private readonly bool _backward = backward;

        public void Run(int index)
        {
            float* input = _input + ((nint)index * _height * _width * _channels);
            float* output = _output + ((nint)index * _outHeight * _outWidth * _channels);
            for (int i = 0; i < _outHeight; i++)
            {
                for (int j = 0; j < _outWidth; j++, output += _channels)
                {
                    Range rows = Window(i, _height, _outHeight), columns = Window(j, _width, _outWidth);
                    if (_backward)
                        AverageWindow.Backward(input, _width, rows, columns, new ReadOnlySpan<float>(output, _channels));
                    else
                        AverageWindow.Forward(input, _width, rows, columns, new Span<float>(output, _channels));
                }
            }
        }

        static Range Window(int index, int size, int outSize) => (index * size / outSize)..((((index + 1) * size) + outSize - 1) / outSize);
    }
}
