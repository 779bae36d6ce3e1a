using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Training;

/// <summary>A model with its weights, ready to classify.</summary>
/// <param name="Model">The model, in evaluation mode.</param>
/// <param name="Description">Its classes and the pictures it was trained on.</param>
sealed record LoadedModel(ResNet Model, ModelDescription Description)
{
    readonly Compose _transform = Preprocessing.Of(Description).Transform();

    /// <summary>What makes the network's inputs from pictures of any size.</summary>
    public ITransform Transform => _transform;

    /// <summary>Loads the model that a weights file describes.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or does not say what it holds.</exception>
    public static LoadedModel Open(string weights)
    {
        var (model, description) = ModelWeights.Open(weights);
        return new LoadedModel(model, description);
    }

    /// <summary>Loads weights into a model of a given name; what the file does not say of itself is taken from a description.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or holds another model.</exception>
    public static LoadedModel Open(string weights, ModelDescription otherwise)
    {
        var description = (ModelWeights.ReadDescription(weights) ?? otherwise) with { Model = otherwise.Model };
        var model = ModelCatalog.Create(description.Model, description.ClassNames.Count, seed: null);
        ModelWeights.Load(weights, model);
        model.Eval();
        return new LoadedModel(model, description);
    }

    /// <summary>Refuses pictures of classes that the model does not know.</summary>
    /// <exception cref="UsageException">The data set has other classes.</exception>
    public void RequireClassesOf(Dataset pictures)
    {
        if (!pictures.ClassNames.SequenceEqual(Description.ClassNames))
            throw new UsageException($"These weights were trained on {Description.DataSet}, whose classes are not those of {pictures.Name}: name its data set with --data.");
    }

    /// <summary>Classifies one picture, which is first brought to the size of those the model was trained on.</summary>
    public ClassifiedPicture Classify(Image picture, string origin, string? trueClass = null)
    {
        var sample = new ImageSample();
        picture.CopyTo(sample);
        Apply(sample, origin);
        var input = Tensor.FromChannelsLast(sample.Values, new Shape(1, sample.Channels, sample.Height, sample.Width));
        var ranking = Prediction.Predict(Model, input)[0];
        return new ClassifiedPicture(picture, origin, [.. ranking.Select(each => (Description.ClassNames[each.Index], each.Probability))], trueClass);
    }

    void Apply(ImageSample sample, string origin)
    {
        try
        {
            _transform.Apply(sample);
        }
        catch (DatasetException e)
        {
            throw new DatasetException($"{origin} cannot be classified: {e.Message}.", e);
        }
    }

    /// <summary>Classifies a picture of a data set whose classes are the model's.</summary>
    public ClassifiedPicture Classify(Dataset pictures, int index)
    {
        var (picture, trueClass) = pictures.Picture(index);
        return Classify(picture, pictures is FixedSizeDataset ? $"test picture {index} of {pictures.Name}" : pictures.Describe(index), trueClass);
    }
}
