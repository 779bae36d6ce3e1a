using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Models;

/// <summary>What fine-tuning asks of a network: to hold its backbone, everything in front of the classifier, or to train it slower the farther it is from there.</summary>
public static class TransferLearning
{
    /// <summary>Freezes everything but the classifier: see <see cref="Module.Freeze"/>.</summary>
    public static void FreezeBackbone(this ResNet model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach ((_, Module part) in model.Children)
        {
            if (part != model.Fc)
                part.Freeze();
        }
    }

    /// <summary>The trainable parameters from the input to the output: of the stem, of each stage, of the classifier. A frozen part has none.</summary>
    public static IReadOnlyList<IReadOnlyList<Parameter>> ParametersByDepth(this ResNet model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<Module> stem = model.Children.Select(child => child.Module).Where(part => part != model.Fc && !model.Stages.Contains(part));
        return [Trainable(stem), .. model.Stages.Select(stage => Trainable([stage])), Trainable([model.Fc])];
    }

    static Parameter[] Trainable(IEnumerable<Module> parts) => [.. parts.SelectMany(part => part.Parameters()).Where(parameter => parameter.RequiresGrad)];
}
