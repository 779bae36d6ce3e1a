using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>One step of stochastic gradient descent in the order of operations of torch.optim.SGD.</summary>
/// <param name="learningRate">lr</param>
/// <param name="momentum">0 for none.</param>
/// <param name="nesterov">Whether to look ahead along the momentum.</param>
/// <param name="weightDecay">L2 penalty added to the gradient.</param>
/// <param name="first">Whether momentum starts as the gradient itself.</param>
public readonly unsafe struct SgdStep(double learningRate, double momentum, bool nesterov, double weightDecay, bool first) : IParameterUpdate
{
    private readonly float _learningRate = (float)-learningRate;
    private readonly float _momentum = (float)momentum;
    private readonly float _weightDecay = (float)weightDecay;
    private readonly bool _nesterov = nesterov;
    private readonly bool _first = first;

    /// <summary>Updates values and momentum of every parameter that has a gradient.</summary>
    public void Apply(ParameterSlices slices) => ParameterPass<SgdStep>.Run(this, slices);

    /// <summary>Prepares the same update for parameters whose gradients are formed by <see cref="Gemm.PanelGemm.UpdateWeight"/>.</summary>
    public void Prepare(ParameterSlices slices) => ParameterPass<SgdStep>.Prepare(this, slices);

    /// <inheritdoc/>
    void IParameterUpdate.Update<TS, TV>(float* p, float* g, float* m, float* v, int first, int last)
    {
        TV momentum = TS.Broadcast(_momentum), rate = TS.Broadcast(_learningRate), weightDecay = TS.Broadcast(_weightDecay);
        for (int i = first; i < last; i += TS.Width)
        {
            TV value = TS.Load(p + i);
            TV direction = TS.MultiplyAdd(weightDecay, value, TS.Load(g + i));
            if (m != null)
            {
                TV velocity = _first ? direction : TS.MultiplyAdd(momentum, TS.Load(m + i), direction);
                TS.Store(m + i, velocity);
                direction = _nesterov ? TS.MultiplyAdd(momentum, velocity, direction) : velocity;
            }
            TS.Store(p + i, TS.MultiplyAdd(rate, direction, value));
        }
    }
}
