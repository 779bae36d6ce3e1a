using System.Text.Json;

namespace ResNeXtSharp.Cli.Training;

/// <summary>
/// Settings in JSON: an object whose keys are a command's options, <c>learning_rate</c> for <c>--learning-rate</c>. The config.json of a run folder, which keeps them
/// under <c>settings</c>, is such a file too.
/// </summary>
static class ConfigurationFile
{
    const long MostBytes = 1 << 20;

    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The settings of a file, as texts.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no such object.</exception>
    public static IReadOnlyDictionary<string, string[]> Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes }) throw new UsageException($"{path} is too large for a configuration: give a JSON file of settings.");
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("settings", out var settings)) root = settings;
            if (root.ValueKind != JsonValueKind.Object) throw new UsageException($"{path} is no JSON object: write settings such as {{ \"epochs\": 20 }}.");
            var found = new Dictionary<string, string[]>();
            foreach (var setting in root.EnumerateObject())
            {
                if (!found.TryAdd(setting.Name, [.. Texts(path, setting)])) throw new UsageException($"{path}: \"{setting.Name}\" is there twice; delete one.");
            }
            return found;
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path} is no JSON: line {e.LineNumber + 1} cannot be understood; write settings such as {{ \"epochs\": 20 }}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {e.Message} Give an existing JSON file with --config.");
        }
    }

    static IEnumerable<string> Texts(string path, JsonProperty setting) => setting.Value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => [setting.Value.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [setting.Value.GetRawText()],
        JsonValueKind.Array when setting.Value.EnumerateArray().All(each => each.ValueKind == JsonValueKind.Number) => [.. setting.Value.EnumerateArray().Select(each => each.GetRawText())],
        _ => throw new UsageException($"{path}: \"{setting.Name}\" must be a number, a text, true, false or a list of numbers."),
    };
}
