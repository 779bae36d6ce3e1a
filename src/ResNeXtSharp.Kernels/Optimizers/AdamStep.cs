using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>One step of Adam (Kingma and Ba 2015) in the order of operations of torch.optim.Adam.</summary>
/// <param name="learningRate">lr</param>
/// <param name="beta1">Decay of the first moment.</param>
/// <param name="beta2">Decay of the second moment.</param>
/// <param name="epsilon">Added to the root of the second moment.</param>
/// <param name="weightDecay">L2 penalty added to the gradient.</param>
/// <param name="step">The step's number, from 1.</param>
public readonly unsafe struct AdamStep(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, long step) : IParameterUpdate
{
    private readonly float _beta1 = (float)beta1;
    private readonly float _beta2 = (float)beta2;
    private readonly float _oneMinusBeta1 = (float)(1 - beta1);
    private readonly float _oneMinusBeta2 = (float)(1 - beta2);
    private readonly float _epsilon = (float)epsilon;
    private readonly float _weightDecay = (float)weightDecay;
    private readonly float _stepSize = (float)(-learningRate / (1 - Math.Pow(beta1, step)));
    private readonly float _rootCorrection = (float)Math.Sqrt(1 - Math.Pow(beta2, step));

    /// <summary>Updates values and both moments of every parameter that has a gradient.</summary>
    public void Apply(ParameterSlices slices) => ParameterPass<AdamStep>.Run(this, slices);

    /// <summary>Prepares the same update for parameters whose gradients are formed by <see cref="Gemm.PanelGemm.UpdateWeight"/>.</summary>
    public void Prepare(ParameterSlices slices) => ParameterPass<AdamStep>.Prepare(this, slices);

    /// <inheritdoc/>
    void IParameterUpdate.Update<TS, TV>(float* p, float* g, float* m, float* v, int first, int last)
    {
        TV beta1 = TS.Broadcast(_beta1), beta2 = TS.Broadcast(_beta2);
        TV oneMinusBeta1 = TS.Broadcast(_oneMinusBeta1), oneMinusBeta2 = TS.Broadcast(_oneMinusBeta2);
        TV rootCorrection = TS.Broadcast(_rootCorrection), epsilon = TS.Broadcast(_epsilon);
        TV stepSize = TS.Broadcast(_stepSize), weightDecay = TS.Broadcast(_weightDecay);
        for (int i = first; i < last; i += TS.Width)
        {
            TV value = TS.Load(p + i);
            TV gradient = TS.MultiplyAdd(weightDecay, value, TS.Load(g + i));
            TV moment = TS.MultiplyAdd(TS.Load(m + i), beta1, TS.Multiply(gradient, oneMinusBeta1));
            TV square = TS.MultiplyAdd(TS.Load(v + i), beta2, TS.Multiply(TS.Multiply(gradient, gradient), oneMinusBeta2));
            TV denominator = TS.Add(TS.Divide(TS.Sqrt(square), rootCorrection), epsilon);
            TS.Store(m + i, moment);
            TS.Store(v + i, square);
            TS.Store(p + i, TS.MultiplyAdd(stepSize, TS.Divide(moment, denominator), value));
        }
    }
}
