using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which weights to use.</summary>
sealed class WeightsOptions
{
    public Argument<string> File { get; } = new("WEIGHTS") { Description = "A .safetensors file, such as best.safetensors of a run folder, or PyTorch's .pth" };

    public Option<string?> Model { get; } = ModelOption.CreateForWeights();

    public Option<bool> IgnoreHead { get; } = new("--ignore-head")
    {
        Description = "Load all but the classifier, when its number of classes is another; the model gets an untrained one",
    };

    /// <summary>The place of the data set that the weights were trained on, or CIFAR-10's where they do not say.</summary>
    /// <exception cref="UsageException">It is an image folder, and only its user knows where that is.</exception>
    public string TrainingPlace(ParseResult parsed) => TrainingPlace(parsed.GetRequiredValue(File));

    /// <summary>The place of the data set that a file's weights were trained on, or CIFAR-10's where it does not say.</summary>
    /// <exception cref="UsageException">It is an image folder, and only its user knows where that is.</exception>
    public static string TrainingPlace(string weights) => ModelWeights.ReadDescription(weights)?.DataSet switch
    {
        Shapes.Title => DataSource.ShapesPlace,
        null or Cifar10.Title => DataSource.Cifar10Place,
        Cifar100.Title => DataSource.Cifar100Place,
        Cifar100.CoarseTitle => DataSource.Cifar100CoarsePlace,
        var folder => throw new UsageException($"These weights were trained on the pictures of a folder called {folder}: name it with --data."),
    };

    /// <summary>Loads the model: the one that is named, or that the file describes, or that its shapes are.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="source">Whose classes and statistics to assume where the file is silent.</param>
    public Classifier Open(ParseResult parsed, Func<DataSource> source) => Open(parsed, parsed.GetRequiredValue(File), source);

    /// <summary>Loads the model of a file that the command line names elsewhere.</summary>
    public Classifier Open(ParseResult parsed, string file, Func<DataSource> source)
    {
        var description = ModelWeights.ReadDescription(file);
        var ignoreHead = parsed.GetValue(IgnoreHead);
        var model = parsed.GetValue(Model) ?? (description is null ? ModelOfShapes(file) : ignoreHead ? description.Model : null);
        return model is null ? Classifier.Open(file) : Classifier.Open(file, source().Describe(model), ignoreHead);
    }

    /// <summary>The name by which the catalog can make the network that a file's shapes are, or null.</summary>
    public static string? ModelOf(CheckpointGeometry? geometry) => geometry?.ModelName is { } name && ModelCatalog.Find(name) is not null ? name : null;

    static string? ModelOfShapes(string path)
    {
        using var file = TensorFile.Open(path);
        return ModelOf(CheckpointGeometry.Detect(file.Entries));
    }
}
