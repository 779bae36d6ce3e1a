using System.Globalization;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Modules one after another, named "0", "1", ...: torch.nn.Sequential.</summary>
public sealed class Sequential : Module
{
    /// <summary>A chain of these modules.</summary>
    public Sequential(params IEnumerable<Module> modules)
    {
        foreach (Module module in modules)
            Register(Children.Count.ToString(CultureInfo.InvariantCulture), module);
    }

    /// <summary>Number of modules.</summary>
    public int Count => Children.Count;

    /// <summary>The module at a position.</summary>
    public Module this[int index] => Children[index].Module;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        for (int i = 0; i < Children.Count; i++)
            input = Children[i].Module.Forward(input);
        return input;
    }
}
