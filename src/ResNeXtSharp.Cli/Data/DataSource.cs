using ResNeXtSharp.Data;
using ResNeXtSharp.Downloads;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Data;

/// <summary>Where pictures come from: the built-in shapes, or CIFAR-10 in a folder.</summary>
/// <param name="place">A folder, or <see cref="ShapesPlace"/>.</param>
/// <param name="download">Whether to download CIFAR-10 when it is not there.</param>
/// <param name="progress">Told how far a download is.</param>
/// <param name="cancellation">Stops a download.</param>
sealed class DataSource(string place, bool download, IProgress<DownloadProgress> progress, CancellationToken cancellation)
{
    /// <summary>The word for the built-in data set.</summary>
    public const string ShapesPlace = "shapes";

    /// <summary>The folder that CIFAR-10 is looked for in, and downloaded to, when none is named.</summary>
    public const string DefaultFolder = "data";

    /// <summary>A folder, or <see cref="ShapesPlace"/>.</summary>
    public string Place => place;

    /// <summary>Whether these are the built-in pictures.</summary>
    public bool IsShapes => place == ShapesPlace;

    /// <summary>The pictures' mean of red, green and blue, in 0..1.</summary>
    public float[] Mean => IsShapes ? [.. Shapes.Mean] : [.. Cifar10.Mean];

    /// <summary>The pictures' standard deviation of red, green and blue, in 0..1.</summary>
    public float[] Std => IsShapes ? [.. Shapes.Std] : [.. Cifar10.Std];

    /// <summary>The place where the data set that a model was trained on is to be found.</summary>
    /// <param name="dataSet">The data set's name, if it is known.</param>
    public static string PlaceOf(string? dataSet) => dataSet == Shapes.Title ? ShapesPlace : DefaultFolder;

    /// <summary>The training pictures.</summary>
    /// <param name="count">How many of them to take, or null for all.</param>
    public Dataset OpenTrain(int? count = null) => Open(train: true, count);

    /// <summary>The test pictures.</summary>
    /// <param name="count">How many of them to take, or null for all.</param>
    public Dataset OpenTest(int? count = null) => Open(train: false, count);

    /// <summary>What makes a network's input from a picture: numbers in 0..1, normalised.</summary>
    public ITransform Transform() => new Compose(new ToTensor(), new Normalize(Mean, Std));

    /// <summary>What a weights file says about a model trained on these pictures.</summary>
    public ModelDescription Describe(string model) => IsShapes
        ? new ModelDescription(model, Shapes.Names, Mean, Std, Shapes.Side, Shapes.Title)
        : new ModelDescription(model, Cifar10.Names, Mean, Std, Cifar10.Side, Cifar10.Title);

    Dataset Open(bool train, int? count)
    {
        if (IsShapes) return new Shapes(train, count);
        var pictures = new Cifar10(place, train, download, progress, cancellation);
        return count < pictures.Count ? new Subset(pictures, count.Value) : pictures;
    }
}
