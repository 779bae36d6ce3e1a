using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Weights;
using Paths = System.IO.Path;

namespace ResNeXtSharp.Training;

/// <summary>The folder of one training: configuration, metrics, weights, and the names under which curves are drawn.</summary>
public sealed class RunDirectory
{
    /// <summary>The most bytes of a configuration that a reader need take: one with the names of a thousand classes has 30 kB.</summary>
    public const int MaxConfigBytes = 4_000_000;

    internal const string Checkpoints = "checkpoints";
    internal const string Jsonl = "metrics.jsonl";

    private const string Config = "config.json";

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    RunDirectory(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What the run was started with.</summary>
    public string ConfigPath => In(Config);

    /// <summary>One line per epoch below a header.</summary>
    public string MetricsCsv => In("metrics.csv");

    /// <summary>One JSON object per line and epoch, with the keys of <see cref="MetricsCsv"/>'s header.</summary>
    public string MetricsJsonl => In(Jsonl);

    /// <summary>The weights after the last epoch.</summary>
    public string LastWeights => In("last.safetensors");

    /// <summary>The weights after the best epoch.</summary>
    public string BestWeights => In("best.safetensors");

    /// <summary>The folder of what is needed to go on with the run.</summary>
    public string CheckpointFolder => In(Checkpoints);

    /// <summary>Loss and accuracy over the epochs, as pixels.</summary>
    public string CurvesPng => In("curves.png");

    /// <summary>Loss and accuracy over the epochs, as vectors.</summary>
    public string CurvesSvg => In("curves.svg");

    /// <summary>Makes the folder, with those above it, and writes the configuration.</summary>
    /// <param name="path">The folder; it may exist if it holds no run.</param>
    /// <param name="config">What the run is started with.</param>
    /// <exception cref="RunDirectoryException">The folder cannot be made or written, or holds a run already.</exception>
    public static RunDirectory Create(string path, JsonNode config)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(config);
        var run = new RunDirectory(path);
        if (run.Files().FirstOrDefault(File.Exists) is { } file)
            throw new RunDirectoryException(path, $"the folder holds a run already ({Paths.GetFileName(file)}): go on with it (--resume), choose another folder, or delete it");
        bool isNew = !Directory.Exists(path);
        try
        {
            Writing(path, () =>
            {
                Directory.CreateDirectory(path);
                AtomicFile.Write(run.ConfigPath, stream => WriteConfig(stream, config));
            });
        }
        catch (RunDirectoryException) when (isNew)
        {
            DeleteIfEmpty(path);
            throw;
        }
        return run;
    }

    /// <summary>Whether a folder holds a run.</summary>
    public static bool Holds(string path) => Find(path) is not null;

    /// <summary>The run in a folder, or null if it holds none.</summary>
    public static RunDirectory? Find(string path) => new RunDirectory(path) is var run && File.Exists(run.ConfigPath) ? run : null;

    /// <summary>Opens the folder of a run to go on with it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="RunDirectoryException">The folder holds no run.</exception>
    public static RunDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Find(path) ?? throw new RunDirectoryException(path, $"there is no run ({Config}): give the folder of a training run");
    }

    /// <summary>Deletes what a process that was killed in the middle of writing has left. Needs the run's <see cref="RunLock"/>.</summary>
    /// <exception cref="RunDirectoryException">A file cannot be deleted.</exception>
    public void DeleteRemains() => Writing(Path, () =>
    {
        foreach (string folder in new[] { Path, CheckpointFolder }.Where(Directory.Exists))
            AtomicFile.DeleteRemains(folder);
    });

    /// <summary>What the run was started with.</summary>
    /// <exception cref="RunDirectoryException">The file cannot be read.</exception>
    public JsonNode ReadConfig()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(ConfigPath)) ?? throw new JsonException("It is null.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new RunDirectoryException(ConfigPath, $"it cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Replaces what the run was started with, when it has changed on the way, atomically.</summary>
    /// <param name="config">The configuration.</param>
    /// <exception cref="RunDirectoryException">It cannot be written; the one before is still there.</exception>
    public void ReplaceConfig(JsonNode config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Writing(ConfigPath, () => AtomicFile.Write(ConfigPath, stream => WriteConfig(stream, config)));
    }

    /// <summary>The files that a run appends to, for its checkpoints.</summary>
    /// <param name="flush">Writes what is not in the files yet, or null.</param>
    public LogFiles Logs(Action? flush = null) => new(Path, Paths.GetFileName(MetricsCsv), Jsonl, TensorBoardWriter.FilePattern) { Flush = flush };

    /// <summary>The results in a run's folder, in order. Their durations are zero, and what was not finite is not-a-number.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="RunDirectoryException">There are no metrics, or they cannot be read.</exception>
    public static IReadOnlyList<EpochResult> ReadMetrics(string path)
    {
        string file = Paths.Combine(path, Jsonl);
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunDirectoryException(file, $"the metrics cannot be read: {e.Message} Give the folder of a training run.", e);
        }
        // A run that was killed may have left its last line without an end.
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select((line, index) => Parse(file, line, index + 1).ToResult())];
    }

    /// <summary>Adds an epoch's line to both metrics files, on the disk when this returns.</summary>
    /// <exception cref="RunDirectoryException">They cannot be written.</exception>
    public void Append(EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        MetricsLine line = MetricsLine.Of(result);
        AppendLine(MetricsCsv, line.ToCsv(), MetricsLine.CsvHeader);
        AppendLine(MetricsJsonl, line.ToJson());
    }

    /// <summary>Replaces <see cref="LastWeights"/> atomically.</summary>
    /// <exception cref="RunDirectoryException">It cannot be written; the weights saved before are still there.</exception>
    public void SaveLast(Module model, ModelDescription description) => Save(LastWeights, model, description);

    /// <summary>Replaces <see cref="BestWeights"/> atomically.</summary>
    /// <exception cref="RunDirectoryException">It cannot be written; the weights saved before are still there.</exception>
    public void SaveBest(Module model, ModelDescription description) => Save(BestWeights, model, description);

    /// <summary>Saves the weights of an epoch beside the others, as <c>epoch-N.safetensors</c>, and deletes those of epochs that are not kept.</summary>
    /// <param name="model">The model.</param>
    /// <param name="description">What the file says of it.</param>
    /// <param name="epoch">The epoch's number.</param>
    /// <param name="kept">The epochs whose files are kept; without <paramref name="epoch"/> nothing is saved.</param>
    /// <exception cref="RunDirectoryException">It cannot be written; the weights saved before are still there.</exception>
    public void SaveEpoch(Module model, ModelDescription description, int epoch, IReadOnlyCollection<int> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        HashSet<string> names = [.. kept.Select(EpochWeights)];
        if (kept.Contains(epoch))
            Save(EpochWeights(epoch), model, description);
        Writing(Path, () =>
        {
            foreach (string file in Directory.GetFiles(Path, "epoch-*.safetensors").Where(file => !names.Contains(file)))
                File.Delete(file);
        });
    }

    static void WriteConfig(Stream stream, JsonNode config)
    {
        using (var json = new Utf8JsonWriter(stream, Readable))
            config.WriteTo(json);
        stream.WriteByte((byte)'\n');
    }

    static void Save(string file, Module model, ModelDescription description) => Writing(file, () => ModelWeights.Save(file, model, description));

    static void AppendLine(string file, string line, string? header = null) => Writing(file, () =>
    {
        using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        string text = stream.Position == 0 && header is not null ? $"{header}\n{line}\n" : line + "\n";
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    });

    internal static MetricsLine Parse(string file, string line, int number)
    {
        try
        {
            return MetricsLine.ParseJson(line);
        }
        catch (JsonException e)
        {
            throw new RunDirectoryException(file, $"line {number} is no epoch's metrics: the file is damaged, delete that line", e);
        }
    }

    internal static void Writing(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException and not (RunDirectoryException or WeightFormatException) or UnauthorizedAccessException)
        {
            throw new RunDirectoryException(path, $"it cannot be written: {e.Message} Choose a folder that is writable and has room.", e);
        }
    }

    static void DeleteIfEmpty(string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }

    string EpochWeights(int epoch) => In(string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch}.safetensors"));

    IEnumerable<string> Files() => [ConfigPath, MetricsCsv, MetricsJsonl, LastWeights, BestWeights, CurvesPng, CurvesSvg];

    string In(string name) => Paths.Combine(Path, name);
}
