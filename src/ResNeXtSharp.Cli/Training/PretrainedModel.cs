using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Training;

/// <summary>A weights file as the start of a training on other classes.</summary>
/// <param name="file">The file.</param>
sealed class PretrainedModel(string file)
{
    const int ImageNetClasses = 1000;

    /// <summary>What the file says of itself, or null.</summary>
    public ModelDescription? Description { get; } = ModelWeights.ReadDescription(file);

    /// <summary>The model with the file's weights. Its classifier is the file's if the classes are, else a new one with random weights.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="classes">The classes to be told apart.</param>
    /// <param name="seed">Seed of a new classifier.</param>
    /// <exception cref="UsageException">The file says that it holds another model.</exception>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public ResNet Load(string name, IReadOnlyList<string> classes, ulong seed)
    {
        if (Description is { } description && description.Model != name)
            throw new UsageException($"{file} holds a {description.Model}, not a {name}: leave --model out.");
        var model = Description is null ? OfImageNet(name) : ModelWeights.Open(file).Model;
        if (Description?.ClassNames.SequenceEqual(classes) != true) model.Fc = new Linear(model.Fc.InFeatures, classes.Count, seed: seed);
        return model;
    }

    // A file that says nothing of itself is another program's; those are published for ImageNet.
    ResNet OfImageNet(string name)
    {
        var model = ModelCatalog.Create(name, ImageNetClasses, seed: null);
        ModelWeights.Load(file, model);
        return model;
    }
}
