using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// Mean and variance of every channel over all rows. Blocks of rows give their sums of differences, and of squared differences, from their own first row,
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
        NativeBuffer partials = BufferPool.Rent(checked(RowBlocks.Blocks(rows, RowBlocks.ReductionRows) * 2 * channels));
        fixed (float* x = input, m = mean, v = variance)
        {
            var action = new Action(x, rows, channels, partials.Pointer);
            SimdDispatch.Run(ref action);
            var merge = new Merge(x, partials.Pointer, rows, channels, m, v);
            WorkerPool.Run(RowBlocks.Blocks(channels, RowBlocks.ReductionChannels), ref merge);
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
    /// Item = block of rows by block of channels, read once. The first row is one of the values, so its distance from the mean is part of the block's own
    /// variance: taking that distance out again in <see cref="Merge"/> loses a factor of the block's rows at the very most.
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
            float* sum = _partials + ((nint)block * 2 * _channels) + channel;
            float* squares = sum + _channels;
            int whole = channels / TSimd.Width * TSimd.Width;
            Columns<TSimd, TVector>(x, rows, 0, whole, sum, squares);
            Columns<SimdScalar, float>(x, rows, whole, channels, sum, squares);
        }

        void Columns<TS, TV>(float* x, int rows, int first, int last, float* sum, float* squares)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            for (int c = first; c < last; c += TS.Width)
            {
                TS.Store(sum + c, TS.Zero);
                TS.Store(squares + c, TS.Zero);
            }
            float* row = x + _channels;
            for (int r = 1; r < rows; r++, row += _channels)
            {
                for (int c = first; c < last; c += TS.Width)
                {
                    TV difference = TS.Subtract(TS.Load(row + c), TS.Load(x + c));
                    TS.Store(sum + c, TS.Add(TS.Load(sum + c), difference));
                    TS.Store(squares + c, TS.MultiplyAdd(difference, difference, TS.Load(squares + c)));
                }
            }
        }
    }

    /// <summary>Item = block of channels: merges the row blocks in order.</summary>
    private readonly struct Merge(float* input, float* partials, int rows, int channels, float* mean, float* variance) : IJob
    {
        private readonly float* _input = input;
        private readonly float* _partials = partials;
        private readonly int _rows = rows;
        private readonly int _channels = channels;
        private readonly float* _mean = mean;
        private readonly float* _variance = variance;

        public void Run(int index)
        {
            int last = Math.Min((index + 1) * RowBlocks.ReductionChannels, _channels);
            for (int c = index * RowBlocks.ReductionChannels; c < last; c++)
            {
                double mean = 0, squares = 0;
                float* partial = _partials + c;
                for (int done = 0; done < _rows; done += RowBlocks.ReductionRows, partial += 2 * _channels)
                {
                    int rows = Math.Min(RowBlocks.ReductionRows, _rows - done);
                    double sum = partial[0];
                    double difference = _input[((nint)done * _channels) + c] + (sum / rows) - mean;
                    mean += difference * rows / (done + rows);
                    squares += partial[_channels] - (sum * sum / rows) + (difference * difference * done * rows / (done + rows));
                }
                _mean[c] = (float)mean;
                // Not Math.Max: it is the sum's own rounding that may leave less than nothing, and not-a-number must stay.
                _variance[c] = squares < 0 ? 0 : (float)(squares / _rows);
            }
        }
    }
}
