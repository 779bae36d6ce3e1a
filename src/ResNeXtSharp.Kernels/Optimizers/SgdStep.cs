using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>One step of stochastic gradient descent in the order of operations of torch.optim.SGD.</summary>
/// <param name="learningRate">lr</param>
/// <param name="momentum">0 for none.</param>
/// <param name="nesterov">Whether to look ahead along the momentum.</param>
/// <param name="weightDecay">L2 penalty added to the gradient.</param>
/// <param name="first">Whether momentum starts as the gradient itself.</param>
public readonly unsafe struct SgdStep(double learningRate, double momentum, bool nesterov, double weightDecay, bool first)
{
    private readonly float _learningRate = (float)-learningRate;
    private readonly float _momentum = (float)momentum;
    private readonly float _weightDecay = (float)weightDecay;
    private readonly bool _nesterov = nesterov;
    private readonly bool _first = first;

    /// <summary>Updates values and momentum of every parameter that has a gradient.</summary>
    public void Apply(ParameterSlices slices)
    {
        var action = new Action(this, slices);
        SimdDispatch.Run(ref action);
    }

    private readonly struct Action(SgdStep step, ParameterSlices slices) : ISimdAction
    {
        private readonly SgdStep _step = step;
        private readonly ParameterSlices _slices = slices;

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var job = new Job<TSimd, TVector>(_step, _slices);
            WorkerPool.Run(_slices.Count, ref job);
        }
    }

    private readonly struct Job<TSimd, TVector>(SgdStep step, ParameterSlices slices) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly SgdStep _step = step;
        private readonly ParameterSlices _slices = slices;

        public void Run(int index)
        {
            ParameterSlices.Slice slice = _slices[index];
            if (_slices.Gradients[slice.Parameter] is not { } gradients)
                return;
            float* p = _slices.Parameters[slice.Parameter]!.Pointer + slice.Start, g = gradients.Pointer + slice.Start;
            float* m = _slices.First[slice.Parameter] is { } momentum ? momentum.Pointer + slice.Start : null;
            int whole = slice.Length / TSimd.Width * TSimd.Width;
            Update<TSimd, TVector>(p, g, m, 0, whole);
            Update<SimdScalar, float>(p, g, m, whole, slice.Length);
        }

        void Update<TS, TV>(float* p, float* g, float* m, int first, int last)
            where TS : struct, ISimd<TV>
            where TV : struct
        {
            TV momentum = TS.Broadcast(_step._momentum), rate = TS.Broadcast(_step._learningRate), weightDecay = TS.Broadcast(_step._weightDecay);
            for (int i = first; i < last; i += TS.Width)
            {
                TV value = TS.Load(p + i);
                TV direction = TS.MultiplyAdd(weightDecay, value, TS.Load(g + i));
                if (m != null)
                {
                    TV velocity = _step._first ? direction : TS.MultiplyAdd(momentum, TS.Load(m + i), direction);
                    TS.Store(m + i, velocity);
                    direction = _step._nesterov ? TS.MultiplyAdd(momentum, velocity, direction) : velocity;
                }
                TS.Store(p + i, TS.MultiplyAdd(rate, direction, value));
            }
        }
    }
}
