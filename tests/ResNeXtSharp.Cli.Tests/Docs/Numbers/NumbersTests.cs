using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>
/// No measured number in the lesson's prose is written by hand alone: each stands in a statement that is computed from the kept runs, from the library or from a published table, and the page must
/// have those very words in both languages.
/// </summary>
public sealed partial class NumbersTests
{
    static readonly Dictionary<string, Func<IEnumerable<Statement>>> Pages = new()
    {
        ["introduction.md"] = IntroductionNumbers.All,
        ["theory.md"] = TheoryNumbers.All,
        ["implementation.md"] = TheoryNumbers.OfImplementation,
        ["training.md"] = TrainingNumbers.All,
        ["recipes.md"] = RecipeNumbers.All,
        ["experiment.md"] = ExperimentNumbers.All,
    };

    /// <summary>Runs that a page shows the command of.</summary>
    static readonly Dictionary<string, string> Runs = new() { ["runs/healthy"] = "healthy", ["runs/overfitting"] = "overfitting", ["runs/too-high"] = "too-high", ["runs/fast"] = "fast" };

    public static TheoryData<string, string> Prose => new(from page in Pages.Keys from language in new[] { "en", "ja" } select (language, page));

    [Theory]
    [MemberData(nameof(Prose))]
    public void Statements_stand_in_the_text(string language, string page)
    {
        var prose = Statement.Unwrapped(Page(language, page).Prose, language);
        Problems.AssertNone(
            Pages[page]().Select(statement => statement.In(language)).Where(words => !prose.Contains(words, StringComparison.Ordinal)),
            $"docs/{language}/{page} has not these words. Their numbers are computed: correct the text, or the statement in Docs/Numbers if it says something else now.");
    }

    [Theory]
    [MemberData(nameof(Prose))]
    public void No_number_is_without_a_statement(string language, string page)
    {
        var prose = Statement.Unwrapped(Commands().Replace(Page(language, page).Prose, ""), language);
        foreach (var words in Pages[page]().Select(statement => statement.In(language)).OrderByDescending(words => words.Length)) prose = prose.Replace(words, "", StringComparison.Ordinal);
        prose = LinkTarget().Replace(CodeSpan().Replace(prose, "`"), "]");
        Problems.AssertNone(
            Measured().Matches(prose).Select(match => $"{match.Value}: ...{prose[Math.Max(0, match.Index - 50)..Math.Min(prose.Length, match.Index + 50)]}..."),
            $"docs/{language}/{page} has these numbers, and no statement of Docs/Numbers computes them.");
    }

    [Theory]
    [InlineData("en", "training.md", 3)]
    [InlineData("ja", "training.md", 3)]
    [InlineData("en", "recipes.md", 1)]
    [InlineData("ja", "recipes.md", 1)]
    public void Kept_runs_are_those_of_the_commands_beside_them(string language, string page, int count)
    {
        var lines = TrainLine().Matches(Page(language, page).Text).Select(match => CommandLineParser.SplitCommandLine(match.Groups["options"].Value).ToArray()).Where(words => Runs.ContainsKey(words[^1])).ToList();

        Assert.Equal(count, lines.Count);
        foreach (var words in lines)
        {
            var run = KeptRun.Named(Runs[words[^1]]);
            foreach (var (option, value) in words[..^2].Chunk(2).Select(pair => (pair[0], pair[1]))) Assert.Equal((option, value), (option, Text(run.Setting(option))));
        }
    }

    // What the text says of the shapes of the curves.
    [Fact]
    public void A_healthy_training_ends_at_its_lowest_loss_with_the_training_loss_above()
    {
        var run = KeptRun.Named("healthy");
        Assert.Equal(run.Last, run.Lowest);
        Assert.All(run.Epochs, epoch => Assert.True(epoch.TrainLoss > epoch.ValidationLoss));
    }

    [Fact]
    public void A_constant_rate_and_other_pictures_are_all_that_tell_the_runs_apart()
    {
        Assert.Equal(["learning_rate"], Differences("usual", "too-high"));
        Assert.Equal(["crop_padding", "flip", "schedule"], Differences("overfitting", "remedy"));
    }

    static IEnumerable<string> Differences(string one, string other)
    {
        JsonObject left = KeptRun.Named(one).Configuration["settings"]!.AsObject(), right = KeptRun.Named(other).Configuration["settings"]!.AsObject();
        return left.Select(setting => setting.Key).Union(right.Select(setting => setting.Key)).Where(name => !JsonNode.DeepEquals(left[name], right[name])).Order(StringComparer.Ordinal);
    }

    static Document Page(string language, string page) => Document.Named($"docs/{language}/{page}");

    static string? Text(JsonNode? setting) => setting is null ? null : string.Create(CultureInfo.InvariantCulture, $"{setting}");

    // Thousands with a comma, decimals, and whole numbers that are shares or have a unit of size.
    [GeneratedRegex(@"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+(?:e[+-]?\d+)?|\d+(?= ?(?:%|M\b|G\b|万|億)))")]
    private static partial Regex Measured();

    [GeneratedRegex(@"^    .*$", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"(?:^    |`)resnext train (?<options>[^`\n]*--output \S+?)(?:`|$)", RegexOptions.Multiline)]
    private static partial Regex TrainLine();
}
