using System.Text.Json;
using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>A training that the documents tell of: what is kept of its folder in docs/results.</summary>
sealed class KeptRun
{
    readonly string _folder;

    KeptRun(string name)
    {
        _folder = Path.Combine(Document.Folder("docs"), "results", name);
        Epochs = RunDirectory.ReadMetrics(_folder);
        Configuration = Read("config.json");
    }

    /// <summary>Its metrics, epoch by epoch.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>What was in effect.</summary>
    public JsonNode Configuration { get; }

    /// <summary>The last epoch.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>The epoch with the highest validation accuracy.</summary>
    public EpochResult Best => Epochs.MaxBy(epoch => epoch.ValidationAccuracy)!;

    /// <summary>The epoch with the lowest validation loss.</summary>
    public EpochResult Lowest => Epochs.MinBy(epoch => epoch.ValidationLoss)!;

    /// <summary>How many pictures it was trained on.</summary>
    public int TrainSize => (int)Configuration["train_size"]!;

    /// <summary>The first learning rate that it was given.</summary>
    public double LearningRate => (double)Configuration["optimizer"]!["learning_rate"]!;

    /// <summary>What the test pictures came to, where they were looked at once, at the end.</summary>
    public JsonNode Test => Read("test.json");

    public static KeptRun Named(string name) => new(name);

    /// <summary>An epoch by its number.</summary>
    public EpochResult Epoch(int number) => Epochs[number - 1];

    /// <summary>An end of the test accuracy's interval.</summary>
    public double IntervalEnd(Index end) => (double)Test["accuracy_interval"]!.AsArray()[end]!;

    /// <summary>A setting by its option's name, such as "--train-size".</summary>
    public JsonNode? Setting(string option) => option == "--recipe" ? Configuration["recipe"] : Configuration["settings"]![option[2..].Replace('-', '_')] ?? Configuration[option[2..].Replace('-', '_')];

    JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, file)), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;
}
