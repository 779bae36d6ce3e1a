using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Elementwise;

/// <summary>Operations on [rows, channels]: biases, their gradients, and moving ranges of channels between tensors.</summary>
public static unsafe class Rows
{
    /// <summary>Every row += bias.</summary>
    public static void AddBias(Span<float> values, ReadOnlySpan<float> bias)
    {
        if (bias.Length == 0 || values.Length % bias.Length != 0)
            throw new ArgumentException($"{values.Length} floats do not consist of rows of {bias.Length}.");
        fixed (float* v = values, b = bias)
        {
            var job = new BiasJob(v, b, values.Length / bias.Length, bias.Length);
            WorkerPool.Run(RowBlocks.Blocks(values.Length / bias.Length, RowBlocks.RowsFor(bias.Length)), ref job);
        }
    }

    /// <summary>gradBias (+)= sum over rows, in row order.</summary>
    public static void SumColumns(ReadOnlySpan<float> values, Span<float> sums, bool accumulate)
    {
        if (sums.Length == 0 || values.Length % sums.Length != 0)
            throw new ArgumentException($"{values.Length} floats do not consist of rows of {sums.Length}.");
        if (!accumulate)
            sums.Clear();
        for (int row = 0; row < values.Length; row += sums.Length)
            TensorPrimitives.Add(sums, values.Slice(row, sums.Length), sums);
    }

    /// <summary>Copies, or adds, columns of every row: target[r, targetFirst + i] (+)= source[r, sourceFirst + i] for i &lt; count.</summary>
    public static void Move(
        ReadOnlySpan<float> source, int sourceChannels, int sourceFirst, Span<float> target, int targetChannels, int targetFirst, int count, bool accumulate)
    {
        if (sourceFirst < 0 || targetFirst < 0 || count < 1 || sourceFirst + count > sourceChannels || targetFirst + count > targetChannels)
            throw new ArgumentException($"{count} channels from {sourceFirst} of {sourceChannels} do not fit from {targetFirst} into {targetChannels}.");
        if (source.Length % sourceChannels != 0 || target.Length % targetChannels != 0 || source.Length / sourceChannels != target.Length / targetChannels)
            throw new ArgumentException($"{source.Length} and {target.Length} floats do not have the same number of rows of {sourceChannels} and {targetChannels} channels.");
        int rows = source.Length / sourceChannels;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = source.Slice((row * sourceChannels) + sourceFirst, count);
            Span<float> to = target.Slice((row * targetChannels) + targetFirst, count);
            if (accumulate)
                TensorPrimitives.Add(to, from, to);
            else
                from.CopyTo(to);
        }
    }

    /// <summary>Item = a block of rows.</summary>
    private readonly struct BiasJob(float* values, float* bias, int rows, int channels) : IJob
    {
        private readonly float* _values = values;
        private readonly float* _bias = bias;
        private readonly int _rows = rows;
        private readonly int _channels = channels;

        public void Run(int index)
        {
            int block = RowBlocks.RowsFor(_channels);
            var bias = new ReadOnlySpan<float>(_bias, _channels);
            for (int row = index * block; row < Math.Min((index + 1) * block, _rows); row++)
            {
                var values = new Span<float>(_values + ((nint)row * _channels), _channels);
                TensorPrimitives.Add(values, bias, values);
            }
        }
    }
}
