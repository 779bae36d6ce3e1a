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
        if (rows < 1 || channels < 1 || input.Length != (long)rows * channels || mean.Length < channels || variance.Length < channels)
            throw new ArgumentException($"Statistics of {input.Length} floats as {rows} rows of {channels} channels do not fit.");
        NativeBuffer partials = BufferPool.Rent(checked((RowBlocks.Blocks(rows, RowBlocks.ReductionRows) * 3 * channels) + DoubleLanes.Count));
        fixed (float* x = input, m = mean, v = variance)
        {
            var action = new Action(x, rows, channels, partials.Pointer);
            SimdDispatch.Run(ref action);
            var merge = new Merge(partials.Pointer, rows, channels, m, v);
            WorkerPool.Run(RowBlocks.Blocks(channels, RowBlocks.MergedChannels), ref merge);
        }
        BufferPool.Return(partials);
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

    /// <summary>
    /// Item = block of rows by block of channels: its mean, summed as differences from the first row, then the differences from that mean while the block is
    /// still in cache. What rounding left of the mean is in their sum, and <see cref="Merge"/> takes it out again.
    /// </summary>
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
            float* mean = _partials + ((nint)block * 3 * _channels) + channel;
            float* sum = mean + _channels, squares = sum + _channels;
            int whole = channels / TSimd.Width * TSimd.Width;
            Columns<TSimd, TVector>(x, rows, 0, whole, mean, sum, squares);
            Columns<SimdScalar, float>(x, rows, whole, channels, mean, sum, squares);
        }

        void Columns<TS, TV>(float* x, int rows, int first, int last, float* mean, float* sum, float* squares)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            for (int c = first; c < last; c += TS.Width)
            {
                TS.Store(mean + c, TS.Zero);
                TS.Store(sum + c, TS.Zero);
                TS.Store(squares + c, TS.Zero);
            }
            // Four rows at a time: a channel's sum is loaded and stored once for them.
            int r = 1;
            float* row = x + _channels;
            for (; r + 4 <= rows; r += 4, row += 4 * _channels)
            {
                for (int c = first; c < last; c += TS.Width)
                {
                    TV origin = TS.Load(x + c);
                    TV total = TS.Add(TS.Load(mean + c), TS.Subtract(TS.Load(row + c), origin));
                    total = TS.Add(total, TS.Subtract(TS.Load(row + _channels + c), origin));
                    total = TS.Add(total, TS.Subtract(TS.Load(row + (2 * _channels) + c), origin));
                    TS.Store(mean + c, TS.Add(total, TS.Subtract(TS.Load(row + (3 * _channels) + c), origin)));
                }
            }
            for (; r < rows; r++, row += _channels)
            {
                for (int c = first; c < last; c += TS.Width)
                    TS.Store(mean + c, TS.Add(TS.Load(mean + c), TS.Subtract(TS.Load(row + c), TS.Load(x + c))));
            }
            TV share = TS.Broadcast(1f / rows);
            for (int c = first; c < last; c += TS.Width)
                TS.Store(mean + c, TS.MultiplyAdd(TS.Load(mean + c), share, TS.Load(x + c)));
            row = x;
            for (r = 0; r + 4 <= rows; r += 4, row += 4 * _channels)
            {
                for (int c = first; c < last; c += TS.Width)
                {
                    TV center = TS.Load(mean + c);
                    TV d0 = TS.Subtract(TS.Load(row + c), center), d1 = TS.Subtract(TS.Load(row + _channels + c), center);
                    TV d2 = TS.Subtract(TS.Load(row + (2 * _channels) + c), center), d3 = TS.Subtract(TS.Load(row + (3 * _channels) + c), center);
                    TS.Store(sum + c, TS.Add(TS.Add(TS.Add(TS.Add(TS.Load(sum + c), d0), d1), d2), d3));
                    TS.Store(squares + c, TS.MultiplyAdd(d3, d3, TS.MultiplyAdd(d2, d2, TS.MultiplyAdd(d1, d1, TS.MultiplyAdd(d0, d0, TS.Load(squares + c))))));
                }
            }
            for (; r < rows; r++, row += _channels)
            {
                for (int c = first; c < last; c += TS.Width)
                {
                    TV difference = TS.Subtract(TS.Load(row + c), TS.Load(mean + c));
                    TS.Store(sum + c, TS.Add(TS.Load(sum + c), difference));
                    TS.Store(squares + c, TS.MultiplyAdd(difference, difference, TS.Load(squares + c)));
                }
            }
        }
    }

    /// <summary>Item = block of channels: merges the row blocks in order.</summary>
    private readonly struct Merge(float* partials, int rows, int channels, float* mean, float* variance) : IJob
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
