using System.Runtime.Intrinsics;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// Mean and variance of every channel over all rows. Blocks of rows give a mean and their sums of differences, and of squared differences, from it,
/// which are merged in double precision and in order (Chan, Golub and LeVeque 1979): a large mean costs no accuracy, and the bits are the same for any
/// number of threads.
/// </summary>
public static unsafe class BatchStatistics
{
    /// <summary>mean and biased variance of [rows, channels]</summary>
    public static void Measure(ReadOnlySpan<float> input, int rows, int channels, Span<float> mean, Span<float> variance)
    {
        NativeBuffer partials = BufferPool.Rent(PartialsLength(rows, channels));
        MeasureBlocks(input, rows, channels, partials.Span);
        Merge(partials.Span, rows, channels, mean, variance);
        BufferPool.Return(partials);
    }

    /// <summary>Floats of the blocks' partial sums.</summary>
    /// <exception cref="ArgumentException">There is nothing to measure.</exception>
    public static int PartialsLength(int rows, int channels) =>
        rows > 0 && channels > 0 ? PartialMoments.Length(rows, channels) : throw new ArgumentException($"{rows} rows of {channels} channels have no statistics.");

    /// <summary>The first half: partial sums of every block of rows. A convolution that measures its output does the same on the way.</summary>
    /// <exception cref="ArgumentException">A span does not fit.</exception>
    public static void MeasureBlocks(ReadOnlySpan<float> input, int rows, int channels, Span<float> partials)
    {
        if (input.Length != (long)rows * channels || partials.Length < PartialsLength(rows, channels))
            throw new ArgumentException($"Statistics of {input.Length} floats as {rows} rows of {channels} channels do not fit {partials.Length} partial sums.");
        fixed (float* x = input, partial = partials)
        {
            var action = new Action(x, rows, channels, partial);
            SimdDispatch.Run(ref action);
        }
    }

    /// <summary>The second half: mean and biased variance from the partial sums.</summary>
    /// <exception cref="ArgumentException">A span does not fit.</exception>
    public static void Merge(ReadOnlySpan<float> partials, int rows, int channels, Span<float> mean, Span<float> variance)
    {
        if (partials.Length < PartialsLength(rows, channels) || mean.Length < channels || variance.Length < channels)
            throw new ArgumentException($"{partials.Length} partial sums of {rows} rows do not fit {channels} channels with {mean.Length} means and {variance.Length} variances.");
        fixed (float* partial = partials, m = mean, v = variance)
        {
            var merge = new MergeJob(partial, rows, channels, m, v);
            WorkerPool.Run(RowBlocks.Blocks(channels, RowBlocks.MergedChannels), ref merge);
        }
    }

    private readonly struct Action(float* input, int rows, int channels, float* partials) : ISimdAction
    {
        private readonly float* _input = input;
        private readonly int _rows = rows;
        private readonly int _channels = channels;
        private readonly float* _partials = partials;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new Measurement<TSimd, TVector>(_input, _rows, _channels, _partials);
            WorkerPool.Run(RowBlocks.Blocks(_rows, RowBlocks.ReductionRows) * RowBlocks.Blocks(_channels, RowBlocks.ReductionChannels), ref job);
        }
    }

    /// <summary>Item = block of rows by block of channels.</summary>
    private readonly struct Measurement<TSimd, TVector>(float* input, int rows, int channels, float* partials) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly float* _input = input;
        private readonly int _rows = rows;
        private readonly int _channels = channels;
        private readonly float* _partials = partials;

        public void Run(int index)
        {
            int channelBlocks = RowBlocks.Blocks(_channels, RowBlocks.ReductionChannels);
            int block = index / channelBlocks;
            int firstRow = block * RowBlocks.ReductionRows, rows = Math.Min(RowBlocks.ReductionRows, _rows - firstRow);
            int channel = index % channelBlocks * RowBlocks.ReductionChannels, channels = Math.Min(RowBlocks.ReductionChannels, _channels - channel);
            float* x = _input + ((nint)firstRow * _channels) + channel;
            PartialMoments.Measure<TSimd, TVector>(x, _channels, rows, channels, _partials + ((nint)block * 3 * _channels) + channel, _channels);
        }
    }

    /// <summary>Item = block of channels: merges the row blocks in order.</summary>
    private readonly struct MergeJob(float* partials, int rows, int channels, float* mean, float* variance) : IJob
    {
        private readonly float* _partials = partials;
        private readonly int _rows = rows;
        private readonly int _channels = channels;
        private readonly float* _mean = mean;
        private readonly float* _variance = variance;

        public void Run(int index)
        {
            int last = Math.Min((index + 1) * RowBlocks.MergedChannels, _channels);
            for (int c = index * RowBlocks.MergedChannels; c < last; c += DoubleLanes.Count)
            {
                Vector256<double> mean = default, squares = default;
                float* partial = _partials + c;
                for (int done = 0; done < _rows; done += RowBlocks.ReductionRows, partial += 3 * _channels)
                {
                    double rows = Math.Min(RowBlocks.ReductionRows, _rows - done);
                    Vector256<double> sum = DoubleLanes.Load(partial + _channels);
                    Vector256<double> difference = DoubleLanes.Load(partial) + (sum / rows) - mean;
                    mean += difference * rows / (done + rows);
                    squares += DoubleLanes.Load(partial + (2 * _channels)) - (sum * sum / rows) + (difference * difference * done * rows / (done + rows));
                }
                DoubleLanes.Store(_mean + c, mean, last - c);
                // Not Math.Max: it is the sum's own rounding that may leave less than nothing, and not-a-number must stay.
                DoubleLanes.Store(_variance + c, Vector256.ConditionalSelect(Vector256.LessThan(squares, default), default, squares / _rows), last - c);
            }
        }
    }
}
