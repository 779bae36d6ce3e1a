using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Elementwise;

/// <summary>
/// Scales every channel of every picture by a factor of its own: how squeeze-and-excitation ends. Pixels are [batch · pixels, channels], gates
/// [batch, channels].
/// </summary>
public static unsafe class ChannelGate
{
    /// <summary>output = [relu](input · gate [+ residual]); the output may be the input's or the residual's memory.</summary>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> gate, ReadOnlySpan<float> residual, bool relu, int channels, Span<float> output)
    {
        Check(input.Length, gate.Length, channels);
        if (output.Length != input.Length || (!residual.IsEmpty && residual.Length != input.Length))
            throw new ArgumentException($"Maps of {input.Length}, {residual.Length} and {output.Length} floats do not match.");
        int rows = input.Length / channels;
        fixed (float* x = input, g = gate, r = residual, y = output)
        {
            var job = new ForwardJob(x, g, r, y, rows, rows / (gate.Length / channels), channels, relu);
            WorkerPool.Run(RowBlocks.Blocks(rows, RowBlocks.RowsFor(channels)), ref job);
        }
    }

    /// <summary>gradGate (+)= sum over a picture's pixels of input · gradOutput, in the order of the pixels.</summary>
    public static void BackwardGate(ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> input, int channels, Span<float> gradGate, bool accumulate)
    {
        Check(input.Length, gradGate.Length, channels);
        if (gradOutput.Length != input.Length)
            throw new ArgumentException($"A gradient of {gradOutput.Length} floats does not fit a map of {input.Length}.");
        if (!accumulate)
            gradGate.Clear();
        int batch = gradGate.Length / channels;
        fixed (float* dy = gradOutput, x = input, dg = gradGate)
        {
            var job = new GateJob(dy, x, dg, input.Length / channels / batch, channels);
            WorkerPool.Run(batch, ref job);
        }
    }

    static void Check(int map, int gate, int channels)
    {
        if (channels < 1 || gate < channels || gate % channels != 0 || map % gate != 0)
            throw new ArgumentException($"{gate} gates do not scale {map} floats of {channels} channels.");
    }

    /// <summary>Item = a block of pixels.</summary>
    private readonly struct ForwardJob(float* input, float* gate, float* residual, float* output, int rows, int pixels, int channels, bool relu) : IJob
    {
        private readonly float* _input = input;
        private readonly float* _gate = gate;
        private readonly float* _residual = residual;
        private readonly float* _output = output;
        private readonly int _rows = rows;
        private readonly int _pixels = pixels;
        private readonly int _channels = channels;
        private readonly bool _relu = relu;

        public void Run(int index)
        {
            int block = RowBlocks.RowsFor(_channels);
            for (int row = index * block; row < Math.Min((index + 1) * block, _rows); row++)
            {
                nint offset = (nint)row * _channels;
                var x = new ReadOnlySpan<float>(_input + offset, _channels);
                var gate = new ReadOnlySpan<float>(_gate + ((nint)(row / _pixels) * _channels), _channels);
                var y = new Span<float>(_output + offset, _channels);
                if (_residual is null)
                    TensorPrimitives.Multiply(x, gate, y);
                else
                    TensorPrimitives.MultiplyAdd(x, gate, new ReadOnlySpan<float>(_residual + offset, _channels), y);
                if (_relu)
                    TensorPrimitives.Max(y, 0f, y);
            }
        }
    }

    /// <summary>Item = one picture.</summary>
    private readonly struct GateJob(float* gradOutput, float* input, float* gradGate, int pixels, int channels) : IJob
    {
        private readonly float* _gradOutput = gradOutput;
        private readonly float* _input = input;
        private readonly float* _gradGate = gradGate;
        private readonly int _pixels = pixels;
        private readonly int _channels = channels;

        public void Run(int index)
        {
            var sums = new Span<float>(_gradGate + ((nint)index * _channels), _channels);
            for (int pixel = 0; pixel < _pixels; pixel++)
            {
                nint offset = (((nint)index * _pixels) + pixel) * _channels;
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(_gradOutput + offset, _channels), new ReadOnlySpan<float>(_input + offset, _channels), sums, sums);
            }
        }
    }
}
