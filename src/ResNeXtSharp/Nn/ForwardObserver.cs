using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Is told when a forward pass enters and leaves each module of the thread: how a summary learns the shapes.</summary>
internal abstract class ForwardObserver
{
    [ThreadStatic]
    private static ForwardObserver? _current;

    internal static ForwardObserver? Current => _current;

    internal abstract void Enter(Module module, Shape input);

    internal abstract void Leave(Module module, Shape output);

    /// <summary>Watches a forward pass in evaluation mode. The model stays as it was.</summary>
    internal void Watch(Module model, Tensor input)
    {
        ForwardObserver? outer = _current;
        using var mode = new EvaluationMode(model);
        _current = this;
        try
        {
            model.Forward(input);
        }
        finally
        {
            _current = outer;
        }
    }
}
