using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>What a run was started with, as a piece of its checkpoints: they belong to this configuration and these pictures and to no others.</summary>
sealed class RunIdentity(JsonNode configuration) : ITrainingState
{
    const int LongestValue = 60;

    // Where and when a run goes on makes no difference to its result.
    static readonly string[] Free = ["data", "options", "runtime", "started", "system", "threads"];

    // Other vectors add in another order, another version may do anything.
    static readonly string[] Rounding = ["simd", "version"];

    public string Name => "run";

    public void Save(StateWriter writer) => writer.Add("configuration", configuration.ToJsonString());

    /// <summary>Compares.</summary>
    /// <exception cref="UsageException">The checkpoint belongs to another configuration.</exception>
    public void Load(StateReader reader) => RequireSame(JsonNode.Parse(reader.Text("configuration"))!);

    /// <summary>Refuses to go on with a run that was started with something else.</summary>
    /// <exception cref="UsageException">Something else is different; the message names it.</exception>
    public void RequireSame(JsonNode saved)
    {
        var differences = Differences(saved).Where(difference => !Rounding.Contains(difference.Name)).Select(difference => difference.Text).ToList();
        if (differences.Count > 0)
            throw new UsageException($"The run was started with something else: {string.Join("; ", differences)}. Put it back as it was, or start another run from its weights (--weights).");
    }

    /// <summary>What can make the last bits differ, in one line, or null.</summary>
    public string? RoundingDifference(JsonNode saved)
    {
        var differences = Differences(saved).Where(difference => Rounding.Contains(difference.Name)).Select(difference => difference.Text).ToList();
        return differences.Count == 0 ? null : $"{string.Join("; ", differences)}: the last bits may differ from those of a run that was not interrupted";
    }

    IEnumerable<(string Name, string Text)> Differences(JsonNode saved)
    {
        var (then, now) = (Leaves(saved), Leaves(configuration));
        return from name in then.Keys.Union(now.Keys)
               where !Free.Contains(name.Split('.')[0]) && then.GetValueOrDefault(name) != now.GetValueOrDefault(name)
               select (name, $"{name} was {Show(then.GetValueOrDefault(name))} and is {Show(now.GetValueOrDefault(name))}");
    }

    static Dictionary<string, string> Leaves(JsonNode node)
    {
        var leaves = new Dictionary<string, string>();
        Collect(node, "");
        return leaves;

        void Collect(JsonNode? part, string path)
        {
            if (part is not JsonObject parent) leaves[path] = part?.ToJsonString() ?? "null";
            else foreach (var (name, child) in parent) Collect(child, path.Length == 0 ? name : $"{path}.{name}");
        }
    }

    static string Show(string? value) => value is null ? "not there" : value.Length > LongestValue ? value[..LongestValue] + "..." : value;
}
