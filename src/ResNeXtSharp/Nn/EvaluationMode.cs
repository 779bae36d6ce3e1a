using ResNeXtSharp.Differentiation;

namespace ResNeXtSharp.Nn;

/// <summary>A stretch in which a model is in evaluation mode and, unless asked for, nothing is recorded; every part gets its own mode back at the end.</summary>
internal readonly struct EvaluationMode : IDisposable
{
    private readonly (Module Module, bool IsTraining)[] _modes;
    private readonly NoGradScope? _noGrad;

    internal EvaluationMode(Module model, bool recording = false)
    {
        _modes = [.. model.NamedModules().Select(named => (named.Module, named.Module.IsTraining))];
        _noGrad = recording ? null : Autograd.NoGrad();
        model.Eval();
    }

    public void Dispose()
    {
        _noGrad?.Dispose();
        // Outer modules come first: each sets all its parts, which then set themselves.
        foreach ((Module module, bool isTraining) in _modes)
            module.SetTraining(isTraining);
    }
}
