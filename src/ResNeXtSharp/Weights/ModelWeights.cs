using System.Security.Cryptography;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Weights;

/// <summary>Saves whole models as safetensors files with PyTorch's keys, and loads them from those and from PyTorch's own files.</summary>
/// <remarks>
/// Keys may carry the prefixes <c>module.</c> and <c>_orig_mod.</c>, and the weights may be part of a training checkpoint (see <see cref="PyTorchFile"/>).
/// </remarks>
public static class ModelWeights
{
    private const string Counter = "num_batches_tracked";

    /// <summary>What tells a weights file from every other: the SHA-256 of its bytes, in hexadecimal.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

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

    /// <summary>Writes parameters and buffers atomically as a file that PyTorch's <c>torch.load</c> reads. It has no place for a description.</summary>
    /// <param name="path">The file to create or replace, usually <c>.pth</c>.</param>
    /// <param name="model">The model; it may be in any mode.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void SaveForPyTorch(string path, Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        PyTorchWriter.Write(path, model.StateDict().Select(state => Entry(state.Key, state.Value)));
    }

    /// <summary>What the file says about its model, or null if it says nothing, as files of other programs.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public static ModelDescription? ReadDescription(string path)
    {
        using TensorFile file = TensorFile.Open(path);
        return DescriptionOf(file);
    }

    /// <summary>How the tensors of a file fit a model, key by key. Nothing is loaded.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public static LoadReport Compare(string path, Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using TensorFile file = TensorFile.Open(path);
        return new StateDictMatch(file, model, ignoreHead: false).Report;
    }

    /// <summary>Overwrites all parameters and buffers of a model. If the file does not fit, the model stays as it was.</summary>
    /// <param name="path">A safetensors or PyTorch file.</param>
    /// <param name="model">The model.</param>
    /// <param name="ignoreHead">Whether to leave the classifier (<c>fc</c>) as it is, for a model with other classes than the file's.</param>
    /// <returns>Which keys were ignored; there are no other differences.</returns>
    /// <exception cref="WeightFormatException">The file cannot be used, or its tensors are not exactly the model's in names and shapes.</exception>
    public static LoadReport Load(string path, Module model, bool ignoreHead = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        using TensorFile file = TensorFile.Open(path);
        var match = new StateDictMatch(file, model, ignoreHead);
        match.RequireExact();
        // Everything is read before anything is overwritten: a disk may fail in the middle.
        (Tensor Own, float[] Values)[] values = [.. match.Pairs.Select(pair => (pair.Own, Read(file, pair.Given)))];
        foreach ((Tensor own, float[] read) in values) own.CopyFrom(read);
        return match.Report;
    }

    /// <summary>Builds the model that the file describes, with its number of classes, and loads it. It is in evaluation mode, ready to be used.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or does not describe a model of <see cref="ModelCatalog"/>.</exception>
    public static (ResNet Model, ModelDescription Description) Open(string path)
    {
        using TensorFile file = TensorFile.Open(path);
        ModelDescription description = DescriptionOf(file)
            ?? throw new WeightFormatException(path, "the file does not say which model its weights belong to: name the model, such as resnext50_32x4d");
        RequireTrue(file, description);
        ResNet model = ModelCatalog.Create(description.Model, description.ClassNames.Count, seed: null);
        Fill(file, model, ignoreHead: false);
        return (model, description);
    }

    /// <summary>Builds a model of a given name and loads it. It is in evaluation mode, ready to be used.</summary>
    /// <param name="path">A safetensors or PyTorch file.</param>
    /// <param name="otherwise">The model's name, and what to believe of its classes and pictures where the file is silent.</param>
    /// <param name="ignoreHead">Whether to leave the file's classifier out and give the model an untrained one for the classes of <paramref name="otherwise"/>.</param>
    /// <exception cref="WeightFormatException">The file cannot be used, or holds another model.</exception>
    public static (ResNet Model, ModelDescription Description) Open(string path, ModelDescription otherwise, bool ignoreHead = false)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        using TensorFile file = TensorFile.Open(path);
        ModelDescription description = otherwise;
        if (!ignoreHead && DescriptionOf(file) is { } own)
        {
            description = own with { Model = otherwise.Model };
            RequireTrue(file, description);
        }
        ResNet model = ModelCatalog.Create(description.Model, description.ClassNames.Count, ignoreHead ? 0UL : null);
        Fill(file, model, ignoreHead);
        return (model, description);
    }

    // PyTorch counts batches in int64; here every tensor is float32, which is exact up to 16 million batches.
    static WeightEntry Entry(string name, Tensor tensor) => name.EndsWith(Counter, StringComparison.Ordinal)
        ? WeightEntry.Int64(name, tensor.Shape.ToArray(), new[] { (long)tensor.Item() })
        : WeightEntry.Float32(name, tensor.Shape.ToArray(), tensor.CopyTo);

    static ModelDescription? DescriptionOf(TensorFile file) =>
        file.Metadata.TryGetValue(ModelDescriptionJson.Key, out string? json) ? ModelDescriptionJson.Read(file.Path, json) : null;

    // Nobody gets the model if the file fails in the middle, so values go straight into it, without a second copy of everything.
    static void Fill(TensorFile file, ResNet model, bool ignoreHead)
    {
        var match = new StateDictMatch(file, model, ignoreHead);
        match.RequireExact();
        foreach ((Tensor own, TensorEntry given) in match.Pairs)
            file.CopyTo(given, own);
        model.Eval();
    }

    static float[] Read(TensorFile file, TensorEntry entry)
    {
        float[] values = new float[entry.ElementCount];
        file.ReadFloats(entry.Name, values);
        return values;
    }

    /// <summary>A description may claim anything: it is held against the classifier's tensor, which the file must really contain, before a model of that size is built.</summary>
    static void RequireTrue(TensorFile file, ModelDescription description)
    {
        if (ModelCatalog.Find(description.Model) is not { } geometry)
        {
            throw new WeightFormatException(
                file.Path, $"its model is {PrintableText.Quote(description.Model)}, which is none of {string.Join(", ", ModelCatalog.Names)}: use a file of one of these");
        }
        if (!file.TryGetEntry("fc.bias", out TensorEntry? bias) || bias.ElementCount != description.ClassNames.Count)
        {
            throw new WeightFormatException(
                file.Path, $"it names {description.ClassNames.Count} classes and holds {(bias is null ? "no classifier" : $"a classifier of {bias.ElementCount}")}: save the model again");
        }
        // A name may ask for a network of any size.
        long needed = ModelSize.Of(geometry, description.ClassNames.Count, description.ImageSize, description.ImageSize).Parameters;
        if (file.Entries.Sum(entry => entry.ElementCount) < needed)
            throw new WeightFormatException(file.Path, $"it holds fewer numbers than the {needed:N0} parameters of {description.Model}: it belongs to another model, or was cut when it was saved");
    }
}
