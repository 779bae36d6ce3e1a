using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// y = (x - mean) · scale + bias per channel, then optionally + residual and ReLU: a batch normalisation, the shortcut's addition and the rectifier in
/// one pass over the activations. Subtracting the mean first keeps what rounding leaves of channels whose mean is far from 0.
/// </summary>
public static unsafe class ChannelAffine
{
    /// <summary>output = [relu]((input - mean) · scale + bias [+ residual])</summary>
    /// <param name="input">[rows, channels]</param>
    /// <param name="mean">[channels]</param>
    /// <param name="scale">[channels]</param>
    /// <param name="bias">[channels]</param>
    /// <param name="residual">[rows, channels], or empty</param>
    /// <param name="relu">Whether to rectify.</param>
    /// <param name="output">[rows, channels]; may be the input.</param>
    public static void Forward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, bool relu, Span<float> output)
    {
        int channels = scale.Length;
        if (channels < 1 || mean.Length != channels || bias.Length != channels || input.Length % channels != 0 || output.Length != input.Length || (residual.Length != 0 && residual.Length != input.Length))
            throw new ArgumentException($"{input.Length}, {residual.Length} and {output.Length} floats do not fit {channels} channels.");
        fixed (float* x = input, m = mean, a = scale, b = bias, r = residual, y = output)
        {
            var action = new Action(x, m, a, b, r, relu, y, input.Length / channels, channels);
            SimdDispatch.Run(ref action);
        }
    }

    private readonly struct Action(float* x, float* mean, float* scale, float* bias, float* residual, bool relu, float* y, int rows, int channels) : ISimdAction
    {
        internal readonly float* X = x;
        internal readonly float* Mean = mean;
        internal readonly float* Scale = scale;
        internal readonly float* Bias = bias;
        internal readonly float* Residual = residual;
        internal readonly bool Relu = relu;
        internal readonly float* Y = y;
        internal readonly int Rows = rows;
        internal readonly int Channels = channels;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new Job<TSimd, TVector>(this);
            WorkerPool.Run(RowBlocks.Blocks(Rows, RowBlocks.RowsFor(Channels)), ref job);
        }
    }

    private readonly struct Job<TSimd, TVector>(Action action) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly Action _a = action;

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
            float* x = _a.X + offset, y = _a.Y + offset;
            float* residual = _a.Residual == null ? null : _a.Residual + offset;
            for (int c = first; c < last; c += TS.Width)
            {
                TV value = NormStrip<TS, TV>.Value(
                    TS.Load(x + c), TS.Load(_a.Mean + c), TS.Load(_a.Scale + c), TS.Load(_a.Bias + c), residual == null ? null : residual + c, _a.Relu);
                TS.Store(y + c, value);
            }
        }
    }
}
