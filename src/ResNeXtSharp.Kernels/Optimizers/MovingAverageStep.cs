namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>average = decay · average + (1 - decay) · value, where slices hold the averages as parameters and the values as gradients.</summary>
/// <param name="decay">The share of the average that stays.</param>
public readonly unsafe struct MovingAverageStep(double decay) : IParameterUpdate
{
    private readonly float _decay = (float)decay;
    private readonly float _rest = (float)(1 - decay);

    /// <summary>Updates every average.</summary>
    public void Apply(ParameterSlices slices) => ParameterPass<MovingAverageStep>.Run(this, slices);

    /// <inheritdoc/>
    void IParameterUpdate.Update<TS, TV>(float* p, float* g, float* m, float* v, int first, int last)
    {
        TV decay = TS.Broadcast(_decay), rest = TS.Broadcast(_rest);
        for (int i = first; i < last; i += TS.Width)
            TS.Store(p + i, TS.MultiplyAdd(decay, TS.Load(p + i), TS.Multiply(rest, TS.Load(g + i))));
    }
}
