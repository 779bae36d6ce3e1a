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
        {
            Module module = Children[i].Module;
            if (module is not Conv2d || i + 1 == Children.Count || Children[i + 1].Module is not BatchNorm2d norm)
            {
                input = module.Forward(input);
                continue;
            }
            input = ConvNorm.Forward(module, norm, input);
            i++;
        }
        return input;
    }
}
