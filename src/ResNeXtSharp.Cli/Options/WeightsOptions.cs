using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which weights to use.</summary>
sealed class WeightsOptions
{
    public Argument<string> File { get; } = new("WEIGHTS") { Description = "A .safetensors file, such as best.safetensors of a run folder" };

    public Option<string?> Model { get; } = ModelOption.CreateForWeights();

    /// <summary>The place of the data set that the weights were trained on, or CIFAR-10's where they do not say.</summary>
    /// <exception cref="UsageException">It is an image folder, and only its user knows where that is.</exception>
    public string TrainingPlace(ParseResult parsed) => ModelWeights.ReadDescription(parsed.GetRequiredValue(File))?.DataSet switch
    {
        Shapes.Title => DataSource.ShapesPlace,
        null or Cifar10.Title => DataSource.Cifar10Place,
        Cifar100.Title => DataSource.Cifar100Place,
        Cifar100.CoarseTitle => DataSource.Cifar100CoarsePlace,
        var folder => throw new UsageException($"These weights were trained on the pictures of a folder called {folder}: name it with --data."),
    };

    /// <summary>Loads the model.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="source">Whose classes and statistics to assume where the file is silent.</param>
    public LoadedModel Open(ParseResult parsed, Func<DataSource> source)
    {
        var file = parsed.GetRequiredValue(File);
        return parsed.GetValue(Model) is { } model ? LoadedModel.Open(file, source().Describe(model)) : LoadedModel.Open(file);
    }
}
