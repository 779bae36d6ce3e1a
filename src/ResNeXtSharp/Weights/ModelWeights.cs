using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Weights;

/// <summary>Saves and loads whole models as safetensors files with PyTorch's keys.</summary>
public static class ModelWeights
{
    private const string Counter = "num_batches_tracked";

    /// <summary>Writes parameters, buffers and the description atomically: an older file stays until the new one is complete.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="model">The model; it may be in any mode.</param>
    /// <param name="description">What is needed to use the file later.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Save(string path, Module model, ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(description);
        var metadata = new Dictionary<string, string> { ["format"] = "pt", [ModelDescriptionJson.Key] = ModelDescriptionJson.Write(description) };
        SafeTensorsWriter.Write(path, model.StateDict().Select(state => Entry(state.Key, state.Value)), metadata);
    }

    /// <summary>What the file says about its model, or null if it says nothing, as files of other programs.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public static ModelDescription? ReadDescription(string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        return DescriptionOf(file);
    }

    /// <summary>Overwrites all parameters and buffers of a model. If the file does not fit, the model stays as it was.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or its tensors are not exactly the model's in names and shapes.</exception>
    public static void Load(string path, Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Load(file, model);
    }

    /// <summary>Builds the model that the file describes, with its number of classes, and loads it. It is in evaluation mode, ready to be used.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or does not describe a model of <see cref="ModelCatalog"/>.</exception>
    public static (ResNet Model, ModelDescription Description) Open(string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        ModelDescription description = DescriptionOf(file)
            ?? throw new WeightFormatException(path, "the file does not say which model its weights belong to: name the model, such as resnext50_32x4d");
        RequireTrue(file, description);
        ResNet model = ModelCatalog.Create(description.Model, description.ClassNames.Count, seed: null);
        Load(file, model);
        model.Eval();
        return (model, description);
    }

    // PyTorch counts batches in int64; here every tensor is float32, which is exact up to 16 million batches.
    static WeightEntry Entry(string name, Tensor tensor) => name.EndsWith(Counter, StringComparison.Ordinal)
        ? WeightEntry.Int64(name, tensor.Shape.ToArray(), new[] { (long)tensor.Item() })
        : WeightEntry.Float32(name, tensor.Shape.ToArray(), tensor.CopyTo);

    static ModelDescription? DescriptionOf(SafeTensorsFile file) =>
        file.Metadata.TryGetValue(ModelDescriptionJson.Key, out string? json) ? ModelDescriptionJson.Read(file.Path, json) : null;

    static void Load(SafeTensorsFile file, Module model)
    {
        IReadOnlyDictionary<string, Tensor> state = model.StateDict();
        StateDictMatch.Require(file, state);
        // Everything is read before anything is overwritten: a disk may fail in the middle.
        var values = new List<float[]>(state.Count);
        foreach ((string name, Tensor tensor) in state)
        {
            var tensorValues = new float[tensor.Shape.Count];
            file.ReadFloats(name, tensorValues);
            values.Add(tensorValues);
        }
        foreach ((Tensor tensor, float[] tensorValues) in state.Values.Zip(values))
            tensor.CopyFrom(tensorValues);
    }

    /// <summary>A description may claim anything: it is held against the classifier's tensor, which the file must really contain, before a model of that size is built.</summary>
    static void RequireTrue(SafeTensorsFile file, ModelDescription description)
    {
        if (ModelCatalog.Find(description.Model) is not { } geometry)
        {
            throw new WeightFormatException(
                file.Path, $"its model is {PrintableText.Quote(description.Model)}, which is none of {string.Join(", ", ModelCatalog.Names)}: use a file of one of these");
        }
        if (!file.TryGetEntry("fc.bias", out SafeTensorsEntry? bias) || bias.ElementCount != description.ClassNames.Count)
        {
            throw new WeightFormatException(
                file.Path, $"it names {description.ClassNames.Count} classes and holds {(bias is null ? "no classifier" : $"a classifier of {bias.ElementCount}")}: save the model again");
        }
        // A name may ask for a network of any size.
        long needed = ModelSize.Of(geometry, description.ClassNames.Count, description.ImageSize, description.ImageSize).Parameters;
        if (file.Entries.Sum(entry => entry.ElementCount) < needed)
            throw new WeightFormatException(file.Path, $"it holds fewer numbers than the {needed:N0} parameters of the {description.Model} that it names: save the model again");
    }
}
