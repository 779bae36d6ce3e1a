using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// The backward pass of a batch normalisation in training. With g the gradient behind the rectifier, x the input and s = 1/√(variance + epsilon):
/// gradBias = Σg, gradWeight = s·Σg(x - mean), gradInput = weight·s·(g - Σg/n - (x - mean)·s²·Σg(x - mean)/n).
/// </summary>
public static unsafe class BatchNormBackward
{
    /// <summary>First pass: masks the gradient by the rectifier in place and forms both sums of every channel.</summary>
    /// <param name="gradOutput">[rows, channels]; where <paramref name="output"/> is given, set to 0 where the output is not positive.</param>
    /// <param name="output">The rectified output, or empty without ReLU.</param>
    /// <param name="input">[rows, channels]</param>
    /// <param name="mean">[channels]</param>
    /// <param name="sumGradient">Σg of each channel.</param>
    /// <param name="sumGradientDeviation">Σg(x - mean) of each channel.</param>
    public static void Reduce(
        Span<float> gradOutput, ReadOnlySpan<float> output, ReadOnlySpan<float> input, ReadOnlySpan<float> mean, Span<float> sumGradient, Span<float> sumGradientDeviation)
    {
        int channels = mean.Length;
        if (channels < 1 || input.Length % channels != 0 || gradOutput.Length != input.Length || (output.Length != 0 && output.Length != input.Length) || sumGradient.Length != channels || sumGradientDeviation.Length != channels)
            throw new ArgumentException($"Gradients of {gradOutput.Length} floats do not fit an input of {input.Length} with {channels} channels.");
        int rows = input.Length / channels;
        NativeBuffer partials = BufferPool.Rent(checked((RowBlocks.Blocks(rows, RowBlocks.ReductionRows) * 2 * channels) + DoubleLanes.Count));
        fixed (float* g = gradOutput, z = output, x = input, m = mean, sum = sumGradient, sumDeviation = sumGradientDeviation)
        {
            var action = new ReduceAction(g, z, x, m, rows, channels, partials.Pointer);
            SimdDispatch.Run(ref action);
            PartialSums.Combine(partials.Pointer, RowBlocks.Blocks(rows, RowBlocks.ReductionRows), channels, sum, sumDeviation);
        }
        BufferPool.Return(partials);
    }

    /// <summary>Second pass: gradInput (+)= scale · (g - shift - (x - mean) · slope) per channel.</summary>
    /// <param name="gradOutput">The masked gradient g.</param>
    /// <param name="input">[rows, channels]</param>
    /// <param name="mean">[channels]</param>
    /// <param name="scale">weight·s of each channel.</param>
    /// <param name="shift">Σg/n of each channel.</param>
    /// <param name="slope">s²·Σg(x - mean)/n of each channel.</param>
    /// <param name="gradInput">[rows, channels]; may be the gradient itself.</param>
    /// <param name="accumulate">Whether to add.</param>
    public static void Apply(
        ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> input, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, ReadOnlySpan<float> slope,
        Span<float> gradInput, bool accumulate)
    {
        int channels = mean.Length;
        if (channels < 1 || gradOutput.Length != input.Length || gradInput.Length != input.Length || input.Length % channels != 0 || scale.Length != channels || shift.Length != channels || slope.Length != channels)
            throw new ArgumentException($"Gradients of {gradOutput.Length} and {gradInput.Length} floats do not fit an input of {input.Length} with {channels} channels.");
        fixed (float* g = gradOutput, x = input, m = mean, a = scale, b = shift, c = slope, dx = gradInput)
        {
            var action = new ApplyAction(g, x, m, a, b, c, dx, input.Length / channels, channels, accumulate);
            SimdDispatch.Run(ref action);
        }
    }

    private readonly struct ReduceAction(float* g, float* z, float* x, float* mean, int rows, int channels, float* partials) : ISimdAction
    {
        internal readonly float* G = g;
        internal readonly float* Z = z;
        internal readonly float* X = x;
        internal readonly float* Mean = mean;
        internal readonly int Rows = rows;
        internal readonly int Channels = channels;
        internal readonly float* Partials = partials;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new ReduceJob<TSimd, TVector>(this);
            WorkerPool.Run(RowBlocks.Blocks(Rows, RowBlocks.ReductionRows) * RowBlocks.Blocks(Channels, RowBlocks.ReductionChannels), ref job);
        }
    }

    private readonly struct ReduceJob<TSimd, TVector>(ReduceAction action) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly ReduceAction _a = action;

        public void Run(int index)
        {
            int channelBlocks = RowBlocks.Blocks(_a.Channels, RowBlocks.ReductionChannels);
            int block = index / channelBlocks;
            int first = index % channelBlocks * RowBlocks.ReductionChannels, last = Math.Min(first + RowBlocks.ReductionChannels, _a.Channels);
            int whole = first + ((last - first) / TSimd.Width * TSimd.Width);
            Columns<TSimd, TVector>(block, first, whole);
            Columns<SimdScalar, float>(block, whole, last);
        }

        void Columns<TS, TV>(int block, int first, int last)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            float* sum = _a.Partials + ((nint)block * 2 * _a.Channels);
            float* deviation = sum + _a.Channels;
            for (int c = first; c < last; c += TS.Width)
            {
                TS.Store(sum + c, TS.Zero);
                TS.Store(deviation + c, TS.Zero);
            }
            int row = block * RowBlocks.ReductionRows, lastRow = Math.Min(row + RowBlocks.ReductionRows, _a.Rows);
            // Four rows at a time: a channel's sums are loaded and stored once for them.
            for (; row + 4 <= lastRow; row += 4)
            {
                nint offset = (nint)row * _a.Channels;
                for (int c = first; c < last; c += TS.Width)
                {
                    TV mean = TS.Load(_a.Mean + c);
                    nint i0 = offset + c, i1 = i0 + _a.Channels, i2 = i1 + _a.Channels, i3 = i2 + _a.Channels;
                    TV g0 = Masked<TS, TV>(i0), g1 = Masked<TS, TV>(i1), g2 = Masked<TS, TV>(i2), g3 = Masked<TS, TV>(i3);
                    TS.Store(sum + c, TS.Add(TS.Add(TS.Add(TS.Add(TS.Load(sum + c), g0), g1), g2), g3));
                    TV total = TS.MultiplyAdd(g0, TS.Subtract(TS.Load(_a.X + i0), mean), TS.Load(deviation + c));
                    total = TS.MultiplyAdd(g1, TS.Subtract(TS.Load(_a.X + i1), mean), total);
                    total = TS.MultiplyAdd(g2, TS.Subtract(TS.Load(_a.X + i2), mean), total);
                    TS.Store(deviation + c, TS.MultiplyAdd(g3, TS.Subtract(TS.Load(_a.X + i3), mean), total));
                }
            }
            for (; row < lastRow; row++)
            {
                nint offset = (nint)row * _a.Channels;
                for (int c = first; c < last; c += TS.Width)
                {
                    TV gradient = Masked<TS, TV>(offset + c);
                    TS.Store(sum + c, TS.Add(TS.Load(sum + c), gradient));
                    TS.Store(deviation + c, TS.MultiplyAdd(gradient, TS.Subtract(TS.Load(_a.X + offset + c), TS.Load(_a.Mean + c)), TS.Load(deviation + c)));
                }
            }
        }

        /// <summary>The gradient behind the rectifier, which also takes the place of the one before it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        TV Masked<TS, TV>(nint i)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            TV gradient = TS.Load(_a.G + i);
            if (_a.Z == null)
                return gradient;
            gradient = TS.WherePositive(TS.Load(_a.Z + i), gradient);
            TS.Store(_a.G + i, gradient);
            return gradient;
        }
    }

    private readonly struct ApplyAction(float* g, float* x, float* mean, float* scale, float* shift, float* slope, float* dx, int rows, int channels, bool accumulate) : ISimdAction
    {
        internal readonly float* G = g;
        internal readonly float* X = x;
        internal readonly float* Mean = mean;
        internal readonly float* Scale = scale;
        internal readonly float* Shift = shift;
        internal readonly float* Slope = slope;
        internal readonly float* Dx = dx;
        internal readonly int Rows = rows;
        internal readonly int Channels = channels;
        internal readonly bool Accumulate = accumulate;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new ApplyJob<TSimd, TVector>(this);
            WorkerPool.Run(RowBlocks.Blocks(Rows, RowBlocks.RowsFor(Channels)), ref job);
        }
    }

    private readonly struct ApplyJob<TSimd, TVector>(ApplyAction action) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly ApplyAction _a = action;

        public void Run(int index)
        {
            int rows = RowBlocks.RowsFor(_a.Channels);
            int whole = _a.Channels / TSimd.Width * TSimd.Width;
            for (int row = index * rows; row < Math.Min((index + 1) * rows, _a.Rows); row++)
            {
                Row<TSimd, TVector>((nint)row * _a.Channels, 0, whole);
                Row<SimdScalar, float>((nint)row * _a.Channels, whole, _a.Channels);
            }
        }

        void Row<TS, TV>(nint offset, int first, int last)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            float* g = _a.G + offset, x = _a.X + offset, dx = _a.Dx + offset;
            for (int c = first; c < last; c += TS.Width)
            {
                TV deviation = TS.Subtract(TS.Load(_a.Mean + c), TS.Load(x + c));
                TV value = TS.Multiply(TS.Load(_a.Scale + c), TS.MultiplyAdd(deviation, TS.Load(_a.Slope + c), TS.Subtract(TS.Load(g + c), TS.Load(_a.Shift + c))));
                TS.Store(dx + c, _a.Accumulate ? TS.Add(TS.Load(dx + c), value) : value);
            }
        }
    }
}
