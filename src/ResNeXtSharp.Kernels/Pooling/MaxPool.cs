using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Pooling;

/// <summary>Maximum over square windows. The forward pass notes which window element won (the first of equals, but not-a-number before all, as in PyTorch), the backward pass sends the gradient there.</summary>
public static unsafe class MaxPool
{
    /// <summary>output = maximum of each window; winners = its index in the window, as a float.</summary>
    public static void Forward(in PoolGeometry geometry, ReadOnlySpan<float> input, Span<float> output, Span<float> winners)
    {
        if (input.Length != geometry.InputLength || output.Length != geometry.OutputLength || winners.Length != geometry.OutputLength)
            throw new ArgumentException($"Activations of {input.Length} and {output.Length} floats do not fit a pooling from {geometry.InputLength} to {geometry.OutputLength}.");
        fixed (float* x = input, y = output, w = winners)
        {
            var action = new Action(geometry, x, y, w, backward: false);
            SimdDispatch.Run(ref action);
        }
    }

    /// <summary>gradInput (+)= gradOutput at the winners.</summary>
    public static void Backward(in PoolGeometry geometry, ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> winners, Span<float> gradInput, bool accumulate)
    {
        if (gradInput.Length != geometry.InputLength || gradOutput.Length != geometry.OutputLength || winners.Length != geometry.OutputLength)
            throw new ArgumentException($"Gradients of {gradInput.Length} and {gradOutput.Length} floats do not fit a pooling from {geometry.InputLength} to {geometry.OutputLength}.");
        if (!accumulate)
            gradInput.Clear();
        fixed (float* dx = gradInput, dy = gradOutput, w = winners)
        {
            var action = new Action(geometry, dx, dy, w, backward: true);
            SimdDispatch.Run(ref action);
        }
    }

    private readonly struct Action(PoolGeometry geometry, float* input, float* output, float* winners, bool backward) : ISimdAction
    {
        internal readonly PoolGeometry Geometry = geometry;
        internal readonly float* Input = input;
        internal readonly float* Output = output;
        internal readonly float* Winners = winners;
        internal readonly bool Backward = backward;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new Job<TSimd, TVector>(this);
            WorkerPool.Run(Geometry.Batch, ref job);
        }
    }

    /// <summary>Item = one picture, so that no two threads add to one pixel.</summary>
    private readonly struct Job<TSimd, TVector>(Action action) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly Action _a = action;

        public void Run(int index)
        {
            PoolGeometry g = _a.Geometry;
            float* input = _a.Input + ((nint)index * g.Height * g.Width * g.Channels);
            nint offset = (nint)index * g.OutHeight * g.OutWidth * g.Channels;
            int whole = g.Channels / TSimd.Width * TSimd.Width;
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++, offset += g.Channels)
                {
                    Window<TSimd, TVector>(input, oy, ox, offset, 0, whole);
                    Window<SimdScalar, float>(input, oy, ox, offset, whole, g.Channels);
                }
            }
        }

        void Window<TS, TV>(float* input, int oy, int ox, nint offset, int first, int last)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            PoolGeometry g = _a.Geometry;
            int top = (oy * g.Stride) - g.Padding, left = (ox * g.Stride) - g.Padding;
            int y0 = Math.Max(0, -top), y1 = Math.Min(g.Kernel, g.Height - top);
            int x0 = Math.Max(0, -left), x1 = Math.Min(g.Kernel, g.Width - left);
            TV one = TS.Broadcast(1f);
            for (int c = first; c < last; c += TS.Width)
            {
                TV best = TS.Broadcast(float.NegativeInfinity), winner = TS.Broadcast((y0 * g.Kernel) + x0);
                TV gradient = default, won = default;
                if (_a.Backward)
                {
                    gradient = TS.Load(_a.Output + offset + c);
                    won = TS.Load(_a.Winners + offset + c);
                }
                for (int y = y0; y < y1; y++)
                {
                    for (int x = x0; x < x1; x++)
                    {
                        float* pixel = input + ((((nint)(top + y) * g.Width) + left + x) * g.Channels) + c;
                        TV element = TS.Broadcast((y * g.Kernel) + x), value = TS.Load(pixel);
                        if (_a.Backward)
                        {
                            TS.Store(pixel, TS.Add(value, TS.WhereEqual(won, element, gradient)));
                        }
                        else
                        {
                            // 0 where the value is not a number: no comparison would let it win, and it must not get lost.
                            TV ordered = TS.WhereEqual(value, value, one);
                            winner = TS.SelectGreater(value, best, element, TS.SelectGreater(ordered, TS.Zero, winner, element));
                            best = TS.SelectGreater(value, best, value, TS.SelectGreater(ordered, TS.Zero, best, value));
                        }
                    }
                }
                if (!_a.Backward)
                {
                    TS.Store(_a.Output + offset + c, best);
                    TS.Store(_a.Winners + offset + c, winner);
                }
            }
        }
    }
}
