using System.Text.Json;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>What a training left in its folder.</summary>
sealed class RunFolder
{
    readonly RunDirectory _directory;

    RunFolder(RunDirectory directory, JsonObject configuration, IReadOnlyList<EpochResult> epochs) => (_directory, Configuration, Epochs) = (directory, configuration, epochs);

    /// <summary>The folder as it was named.</summary>
    public string Path => _directory.Path;

    /// <summary>The content of <c>config.json</c>.</summary>
    public JsonObject Configuration { get; }

    /// <summary>The epochs, at least one.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>The weights after the best epoch.</summary>
    public string BestWeights => _directory.BestWeights;

    /// <summary>The epoch that the best weights are of: the first with the highest validation accuracy.</summary>
    public EpochResult Best => Epochs.MaxBy(epoch => double.IsNaN(epoch.ValidationAccuracy) ? double.MinValue : epoch.ValidationAccuracy)!;

    /// <summary>The folder of the pictures, or the word for a data set.</summary>
    public string DataPlace => Value<string>(Configuration, "data") ?? throw Damaged(_directory, "it does not name the data");

    /// <summary>How many test pictures were used, or null for all.</summary>
    public int? TestSize => Value<int>(Configuration, "test_size") is > 0 and var size ? size : null;

    /// <summary>Whether the best epoch was chosen on pictures held out of the training pictures, so that the test pictures had no say.</summary>
    public bool HeldOut => Value<double>(Configuration["settings"], "hold_out") > 0;

    /// <summary>How the run's pictures were found and divided.</summary>
    public DataSettings DataSettings(Preprocessing preprocessing) => new(
        Download: false,
        Value<bool>(Configuration["settings"], "coarse") || Value<string>(Configuration, "data") == DataSource.Cifar100CoarsePlace,
        Value<double>(Configuration["settings"], "validation_share") is > 0 and <= 1 and var share ? share : Data.DataSettings.DefaultValidationShare)
    {
        Preprocessing = preprocessing,
    };

    /// <summary>Reads the folder.</summary>
    /// <exception cref="UsageException">It is no run folder, or its training has kept no weights yet.</exception>
    /// <exception cref="RunDirectoryException">The metrics cannot be read.</exception>
    public static RunFolder Open(string path)
    {
        if (!Directory.Exists(path)) throw new UsageException($"There is no folder {path}: give the folder of a training run, such as runs/first.");
        var directory = RunDirectory.Find(path) ?? throw new UsageException($"{path} holds no training run (config.json): give the folder that resnext train wrote.");
        var configuration = ReadConfiguration(directory);
        if (!File.Exists(directory.BestWeights))
            throw new UsageException($"The run in {path} has no best weights (best.safetensors) yet: its first epoch has not ended. Let it train on, or train again.");
        var epochs = RunDirectory.ReadMetrics(path);
        return epochs.Count > 0 ? new RunFolder(directory, configuration, epochs) : throw new UsageException(
            $"The run in {path} has no metrics (metrics.jsonl): its first epoch has not ended. Let it train on, or train again.");
    }

    /// <summary>A value of a JSON object, or the type's default where it has none of that type.</summary>
    public static T? Value<T>(JsonNode? parent, string name) =>
        parent is JsonObject members && members[name] is JsonValue value && value.TryGetValue(out T? found) ? found : default;

    static JsonObject ReadConfiguration(RunDirectory directory)
    {
        var file = new FileInfo(directory.ConfigPath);
        if (file.Length > RunDirectory.MaxConfigBytes) throw Damaged(directory, $"it has {file.Length:N0} bytes");
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(File.ReadAllText(file.FullName), documentOptions: options) as JsonObject ?? throw Damaged(directory, "it is no JSON object");
        }
        catch (JsonException e)
        {
            throw Damaged(directory, $"it is no JSON: {e.Message}");
        }
    }

    static UsageException Damaged(RunDirectory directory, string reason) => new($"{directory.ConfigPath} is no run's configuration ({reason}): give the folder that resnext train wrote.");
}
