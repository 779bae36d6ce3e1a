using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Is told when a forward pass enters and leaves each module of the thread: how a summary learns the shapes.</summary>
internal abstract class ForwardObserver
{
    [ThreadStatic]
    private static ForwardObserver? _current;

    internal static ForwardObserver? Current
    {
        get => _current;
        set => _current = value;
    }

    internal abstract void Enter(Module module, Shape input);

    internal abstract void Leave(Module module, Shape output);
}
