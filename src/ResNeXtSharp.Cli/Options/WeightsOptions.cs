using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which weights to use.</summary>
sealed class WeightsOptions
{
    public Argument<string> File { get; } = new("WEIGHTS") { Description = "A .safetensors file, such as best.safetensors of a run folder" };

    public Option<string?> Model { get; } = ModelOption.CreateForWeights();

    /// <summary>The data set that the weights were trained on, or CIFAR-10 where they do not say.</summary>
    public string TrainingPlace(ParseResult parsed) => DataSource.PlaceOf(ModelWeights.ReadDescription(parsed.GetRequiredValue(File))?.DataSet);

    /// <summary>Loads the model.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="source">Whose classes and statistics to assume where the file is silent.</param>
    public LoadedModel Open(ParseResult parsed, DataSource source)
    {
        var file = parsed.GetRequiredValue(File);
        return parsed.GetValue(Model) is { } model ? LoadedModel.Open(file, source.Describe(model)) : LoadedModel.Open(file);
    }
}
