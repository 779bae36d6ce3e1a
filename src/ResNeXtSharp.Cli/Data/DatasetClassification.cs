using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Cli.Data;

/// <summary>Classifies pictures and remembers where they come from.</summary>
static class DatasetClassification
{
    /// <summary>Refuses pictures of classes that the model does not know.</summary>
    /// <exception cref="UsageException">The data set has other classes.</exception>
    public static void RequireClassesOf(this Classifier classifier, Dataset pictures)
    {
        var description = classifier.Description;
        if (!pictures.ClassNames.SequenceEqual(description.ClassNames))
            throw new UsageException($"These weights were trained on {description.DataSet}, whose classes are not those of {pictures.Name}: name its data set with --data.");
    }

    /// <summary>Classifies a picture file.</summary>
    public static ClassifiedPicture ClassifyFile(this Classifier classifier, string file)
    {
        var picture = ImageFile.Load(file);
        return new ClassifiedPicture(picture, file, classifier.Classify(picture, file), TrueClass: null);
    }

    /// <summary>Classifies a picture of a data set whose classes are the model's.</summary>
    public static ClassifiedPicture Classify(this Classifier classifier, Dataset pictures, int index)
    {
        var (picture, trueClass) = pictures.Picture(index);
        var origin = pictures is FixedSizeDataset ? $"test picture {index} of {pictures.Name}" : pictures.Describe(index);
        return new ClassifiedPicture(picture, origin, classifier.Classify(picture, origin), trueClass);
    }
}
