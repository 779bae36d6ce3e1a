namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>
/// The first half of a step of torch.optim.Muon: the momentum is a moving average of the gradients, and the direction looks ahead along it (Nesterov). Slices hold
/// the directions as parameters and the momenta as first moments.
/// </summary>
/// <param name="momentum">The share of the average that stays.</param>
public readonly unsafe struct MuonMomentum(double momentum) : IParameterUpdate
{
    private readonly float _momentum = (float)momentum;
    private readonly float _rest = (float)(1 - momentum);

    /// <summary>Updates the momentum of every parameter that has a gradient, and writes its direction.</summary>
    public void Apply(ParameterSlices slices) => ParameterPass<MuonMomentum>.Run(this, slices);

    /// <inheritdoc/>
    void IParameterUpdate.Update<TS, TV>(float* p, float* g, float* m, float* v, int first, int last)
    {
        TV momentum = TS.Broadcast(_momentum), rest = TS.Broadcast(_rest);
        for (int i = first; i < last; i += TS.Width)
        {
            TV share = TS.Multiply(rest, TS.Load(g + i));
            TV average = TS.MultiplyAdd(momentum, TS.Load(m + i), share);
            TS.Store(m + i, average);
            TS.Store(p + i, TS.MultiplyAdd(momentum, average, share));
        }
    }
}
