namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>gradient = factor · gradient</summary>
/// <param name="factor">The factor.</param>
public readonly unsafe struct GradientScale(double factor) : IParameterUpdate
{
    private readonly float _factor = (float)factor;

    /// <summary>Scales the gradient of every parameter that has one.</summary>
    public void Apply(ParameterSlices slices) => ParameterPass<GradientScale>.Run(this, slices);

    /// <inheritdoc/>
    void IParameterUpdate.Update<TS, TV>(float* p, float* g, float* m, float* v, int first, int last)
    {
        TV factor = TS.Broadcast(_factor);
        for (int i = first; i < last; i += TS.Width)
            TS.Store(g + i, TS.Multiply(factor, TS.Load(g + i)));
    }
}
