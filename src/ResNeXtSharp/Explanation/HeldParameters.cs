using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Explanation;

/// <summary>A stretch in which no parameter of a model wants a gradient; each wants again what it wanted before at the end.</summary>
internal readonly struct HeldParameters : IDisposable
{
    private readonly Parameter[] _held;

    internal HeldParameters(Module model)
    {
        _held = [.. model.Parameters().Where(parameter => parameter.RequiresGrad)];
        foreach (Parameter parameter in _held)
            parameter.RequiresGrad = false;
    }

    public void Dispose()
    {
        foreach (Parameter parameter in _held)
            parameter.RequiresGrad = true;
    }
}
