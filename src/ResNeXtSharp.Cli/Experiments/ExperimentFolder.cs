using System.Text.Json;
using System.Text.Json.Serialization;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>The folder of an experiment: what was planned, and a line for each finished training, so that a stopped experiment can be gone on with.</summary>
sealed class ExperimentFolder
{
    const string PlanFile = "experiment.json";
    const string ResultsFile = "results.jsonl";

    /// <summary>More would change nothing but the time.</summary>
    public const int MostSeeds = 50;

    // A line has two hundred bytes.
    const long MostBytes = 1 << 20;

    readonly List<TrainingOutcome> _outcomes;

    ExperimentFolder(string path, ExperimentPlan plan, List<TrainingOutcome> outcomes) => (Path, Plan, _outcomes) = (path, plan, outcomes);

    public string Path { get; }

    public ExperimentPlan Plan { get; }

    /// <summary>The finished trainings, in the order in which they were finished.</summary>
    public IReadOnlyList<TrainingOutcome> Outcomes => _outcomes;

    /// <summary>Begins an experiment.</summary>
    /// <exception cref="UsageException">The folder holds an experiment already.</exception>
    public static ExperimentFolder Create(string path, ExperimentPlan plan)
    {
        if (File.Exists(In(path, PlanFile))) throw new UsageException($"{path} holds an experiment already: go on with it by --resume {path}, or name another folder.");
        Directory.CreateDirectory(path);
        AtomicFile.WriteText(In(path, PlanFile), JsonSerializer.Serialize(plan, ExperimentJson.Indented.ExperimentPlan) + "\n");
        return new ExperimentFolder(path, plan, []);
    }

    /// <summary>Opens an experiment to go on with it.</summary>
    /// <exception cref="UsageException">The folder holds none, or its files are damaged.</exception>
    public static ExperimentFolder Open(string path)
    {
        var plan = Read(In(path, PlanFile), text => JsonSerializer.Deserialize(text, ExperimentJson.Default.ExperimentPlan))!;
        if (plan is not { TrainSize: > 0, TestSize: > 0, Epochs: > 0, Seeds: > 0 and <= MostSeeds, ValidationShare: > 0 and <= 1 })
            throw Damaged(In(path, PlanFile), "a number in it is out of range");
        var outcomes = File.Exists(In(path, ResultsFile)) ? Read(In(path, ResultsFile), ParseLines)! : [];
        if (outcomes.Exists(outcome => !plan.Order().Any(each => outcome.IsOf(each.Member, each.Seed))))
            throw Damaged(In(path, ResultsFile), "it holds a training that was not planned");
        return new ExperimentFolder(path, plan, outcomes);
    }

    /// <summary>Whether a training is finished.</summary>
    public bool Has(FamilyMember member, ulong seed) => _outcomes.Exists(outcome => outcome.IsOf(member, seed));

    /// <summary>Keeps a finished training. The file is replaced as a whole, so that it never ends in half a line.</summary>
    public void Add(TrainingOutcome outcome)
    {
        _outcomes.Add(outcome);
        AtomicFile.WriteText(In(Path, ResultsFile), string.Concat(_outcomes.Select(each => JsonSerializer.Serialize(each, ExperimentJson.Default.TrainingOutcome) + "\n")));
    }

    static List<TrainingOutcome> ParseLines(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => JsonSerializer.Deserialize(line, ExperimentJson.Default.TrainingOutcome))
            .Select(outcome => outcome is { Accuracy: >= 0 and <= 1, Seconds: >= 0 } ? outcome : throw new JsonException())
            .DistinctBy(outcome => (outcome.Cardinality, outcome.Seed)),
    ];

    static T Read<T>(string path, Func<string, T> parse)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes }) throw Damaged(path, "it is too large");
            return parse(File.ReadAllText(path)) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw Damaged(path, "it cannot be understood");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, e is FileNotFoundException or DirectoryNotFoundException ? "it is not there" : e.Message);
        }
    }

    static UsageException Damaged(string path, string reason) => new($"{path} is no part of an experiment ({reason}): give the folder that resnext experiment wrote, or begin anew without --resume.");

    static string In(string folder, string file) => System.IO.Path.Combine(folder, file);
}

/// <summary>The serializer, made at compile time: a native build has no other.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExperimentPlan))]
[JsonSerializable(typeof(TrainingOutcome))]
internal sealed partial class ExperimentJson : JsonSerializerContext
{
    /// <summary>The same over several lines, for a file that people read.</summary>
    public static ExperimentJson Indented { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true });
}
