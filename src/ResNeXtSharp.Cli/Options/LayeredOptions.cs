using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Puts a recipe and a configuration file below a command line: the file wins over the recipe, the command line over both.</summary>
/// <param name="settings">The options that may be set so.</param>
sealed class LayeredOptions(IReadOnlyList<Option> settings)
{
    public Option<string> Recipe { get; } = CreateRecipe();

    public Option<string?> Config { get; } = new("--config", "-c")
    {
        Description = "A JSON file of settings, such as { \"epochs\": 20, \"learning_rate\": 0.1 }, or the config.json of a run; what the command line says wins over it",
        HelpName = "FILE",
    };

    public IEnumerable<Option> All => [Recipe, Config];

    /// <summary>The key of an option in a file: <c>learning_rate</c> for <c>--learning-rate</c>.</summary>
    public static string KeyOf(Option option) => option.Name.TrimStart('-').Replace('-', '_');

    /// <summary>The command line together with what lies below it.</summary>
    /// <exception cref="UsageException">A key or value of the file is refused.</exception>
    public ParseResult Apply(ParseResult parsed) => Apply(parsed, parsed.GetValue(Config));

    /// <summary>The command line together with a file, which is the configuration of a run or any other.</summary>
    /// <exception cref="UsageException">A key or value of the file is refused.</exception>
    public ParseResult Apply(ParseResult parsed, string? file)
    {
        var layer = new Dictionary<string, string[]>(Recipes.Get(parsed.GetRequiredValue(Recipe)));
        if (file is not null)
        {
            foreach (var (key, value) in ConfigurationFile.Read(file)) layer[Known(file, key)] = value;
        }
        if (layer.Count == 0) return parsed;
        LeaveOutWhatDoesNotBelong(parsed, layer);
        var tokens = parsed.Tokens.Select(token => token.Value).ToList();
        foreach (var option in settings)
        {
            if (IsGiven(parsed, option) || !layer.TryGetValue(KeyOf(option), out var values)) continue;
            tokens.AddRange(values.Select(value => $"{option.Name}={value}"));
        }
        var merged = parsed.RootCommandResult.Command.Parse(tokens);
        return merged.Errors.Count == 0 ? merged : throw new UsageException($"{file ?? parsed.GetValue(Recipe)}: {merged.Errors[0].Message}");
    }

    /// <summary>Every setting as it is in effect, under its key.</summary>
    public JsonObject Effective(ParseResult parsed)
    {
        var effective = new JsonObject();
        foreach (var option in settings)
        {
            if (Value(parsed, option) is { } value) effective[KeyOf(option)] = value;
        }
        return effective;
    }

    static Option<string> CreateRecipe()
    {
        var recipe = new Option<string>("--recipe")
        {
            Description = "Settings to begin with: seed (Adam, pictures as they are), paper-cifar (the paper's training on CIFAR), fast (CIFAR-10 in minutes)",
            DefaultValueFactory = _ => Recipes.Seed,
        };
        return recipe.AcceptOnlyFromAmong([.. Recipes.Names]);
    }

    static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    // Not every optimizer has a momentum; a model by depth or of a file has no other name.
    void LeaveOutWhatDoesNotBelong(ParseResult parsed, Dictionary<string, string[]> layer)
    {
        string? Given(string key) => settings.First(option => KeyOf(option) == key) is var option && IsGiven(parsed, option)
            ? parsed.GetResult(option)!.Tokens[0].Value
            : layer.GetValueOrDefault(key) is [var first, ..] ? first : null;
        var optimizer = Given("optimizer");
        if (!TrainingOptions.HasMomentum(optimizer)) layer.Remove("momentum");
        if (!TrainingOptions.HasNesterov(optimizer)) layer.Remove("nesterov");
        if (settings.Any(option => KeyOf(option) is "depth" or "cardinality" or "width" or "weights" && IsGiven(parsed, option))) layer.Remove("model");
    }

    string Known(string file, string key)
    {
        var keys = settings.Select(KeyOf).ToList();
        if (keys.Contains(key)) return key;
        var near = keys.MinBy(known => Distance(known, key))!;
        throw new UsageException($"{file}: \"{key}\" is not known; {(Distance(near, key) <= 1 + key.Length / 3 ? $"did you mean \"{near}\"?" : $"the settings are {string.Join(", ", keys)}.")}");
    }

    static JsonNode? Value(ParseResult parsed, Option option)
    {
        if (IsGiven(parsed, option))
        {
            var texts = parsed.GetResult(option)!.Tokens.Select(token => token.Value).ToList();
            if (option.AllowMultipleArgumentsPerToken) return new JsonArray([.. texts.Select(Node)]);
            return texts.Count == 0 ? JsonValue.Create(true) : Node(texts[0]);
        }
        return option.HasDefaultValue ? Default(option.GetDefaultValue()) : null;
    }

    static JsonNode? Default(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        int[] numbers => new JsonArray([.. numbers.Select(number => (JsonNode)JsonValue.Create(number))]),
        _ => Node(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    static JsonNode Node(string text) =>
        bool.TryParse(text, out var flag) ? JsonValue.Create(flag)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number)
        : JsonValue.Create(text);

    // Levenshtein's.
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
