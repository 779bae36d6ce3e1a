using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>What a run was started with, as a piece of its checkpoints: they belong to this configuration and these pictures and to no others.</summary>
sealed class RunIdentity(JsonNode configuration, bool anyRanks = false) : ITrainingState
{
    const int LongestValue = 60;

    // Where and when a run goes on, and what is kept of it, makes no difference to its result.
    static readonly string[] Free =
        ["budget", "data", "keep_best", "log_every", "max_damaged", "offline", OnNan, "runtime", "save_every", "replans", "started", "system", "threads"];

    // Free for one process at a time, and not for several that do something together or not at all.
    const string OnNan = "on_nan";

    // Made from the settings, which are compared themselves.
    static readonly string[] Derived = ["optimizer", "recipe", "transfer"];

    const string Ranks = "ranks";

    // Other vectors add in another order, another version may do anything, other ranks share batches out otherwise.
    readonly string[] _rounding = anyRanks ? ["simd", "version", Ranks] : ["simd", "version"];

    public string Name => "run";

    public void Save(StateWriter writer) => writer.Add("configuration", configuration.ToJsonString());

    /// <summary>What must be the same on all ranks that train together, by name. What rounds differently ends in other weights on each.</summary>
    public IEnumerable<KeyValuePair<string, string>> Facts => Leaves(configuration).Where(leaf => leaf.Key == OnNan || !Free.Contains(leaf.Key));

    /// <summary>Compares.</summary>
    /// <exception cref="UsageException">The checkpoint belongs to another configuration.</exception>
    public void Load(StateReader reader) => RequireSame(JsonNode.Parse(reader.Text("configuration"))!);

    /// <summary>Opens the run's folder, whose lock is taken, to go on with it.</summary>
    /// <exception cref="UsageException">The run was started with something else.</exception>
    public RunDirectory Reopen(string folder, WarningReport warnings)
    {
        var run = RunDirectory.Open(folder);
        var started = run.ReadConfig();
        RequireSame(started);
        if (RoundingDifference(started) is { } difference) warnings.Say(difference);
        if (Differences(started).Any(difference => difference.Name == Ranks)) run.ReplaceConfig(configuration);
        run.DeleteRemains();
        return run;
    }

    /// <summary>Refuses to go on with a run that was started with something else.</summary>
    /// <exception cref="UsageException">Something else is different; the message names it.</exception>
    void RequireSame(JsonNode saved)
    {
        var differences = Differences(saved).Where(difference => !_rounding.Contains(difference.Name)).ToList();
        if (differences.Count == 0) return;
        var way = differences.Exists(difference => difference.Name == Ranks) ? ", or add --any-ranks" : "";
        throw new UsageException(
            $"The run was started with something else: {string.Join("; ", differences.Select(difference => difference.Text))}. Put it back as it was, or start another run from its weights (--weights){way}.");
    }

    /// <summary>What can make the last bits differ, in one line, or null.</summary>
    string? RoundingDifference(JsonNode saved)
    {
        var differences = Differences(saved).Where(difference => _rounding.Contains(difference.Name)).Select(difference => difference.Text).ToList();
        return differences.Count == 0 ? null : $"{string.Join("; ", differences)}: the last bits may differ from those of a run that was not interrupted";
    }

    IEnumerable<(string Name, string Text)> Differences(JsonNode saved)
    {
        var (then, now) = (Leaves(saved), Leaves(configuration));
        return then.Keys.Union(now.Keys).Where(name => !Free.Contains(name) && then.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => (name, $"{name} was {Show(then.GetValueOrDefault(name))} and is {Show(now.GetValueOrDefault(name))}"));
    }

    static Dictionary<string, string> Leaves(JsonNode node)
    {
        var leaves = new Dictionary<string, string>();
        foreach (var (name, value) in node.AsObject())
        {
            if (name == "settings") foreach (var (setting, given) in value!.AsObject()) leaves[setting] = Text(given);
            else if (!Derived.Contains(name)) leaves.TryAdd(name, Text(value));
        }
        return leaves;

        static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
    }

    static string Show(string? value) => value is null ? "not there" : value.Length > LongestValue ? value[..LongestValue] + "..." : value;
}
