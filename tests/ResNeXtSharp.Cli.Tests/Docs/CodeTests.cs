using System.Text.RegularExpressions;

namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>Every block of C# in the documents compiles, and the English and the Japanese ones are the same code.</summary>
public sealed partial class CodeTests
{
    public static TheoryData<string> Documents => [.. Document.All.Where(document => document.Blocks.Any(block => block.Language == "csharp")).Select(document => document.Name)];

    /// <summary>English documents whose Japanese counterpart has the same name.</summary>
    public static TheoryData<string, string> Pairs => new(
        Document.All.Where(document => document.Name.StartsWith("docs/en/", StringComparison.Ordinal)).Select(document => (document.Name, $"docs/ja/{Path.GetFileName(document.Name)}"))
            .Append(("README.md", "README.ja.md")));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_compiles(string name)
    {
        var blocks = Document.Named(name).Blocks.Where(block => block.Language == "csharp").ToList();
        var errors = from block in blocks
                     where !Examples.Hold(block)
                     from error in Snippet.Errors(block.Code, block.Given, blocks.TakeWhile(other => other != block).Select(other => other.Code))
                     select $"{block.Place}: {error}";

        Problems.AssertNone(errors, "Each block is compiled by itself. What it takes from the text before it is named in a comment above it: <!-- given: ResNet model, DataLoader train -->");
    }

    [Theory]
    [InlineData("docs/en/faq.md")]
    [InlineData("docs/ja/faq.md")]
    public void Calls_in_a_table_compile(string name)
    {
        var document = Document.Named(name);
        var rows = Row().Matches(document.Text).Select(match => match.Groups["call"].Value).ToList();

        Assert.NotEmpty(rows);
        Problems.AssertNone(
            from call in rows
            let asStatement = Snippet.Errors($"{call};", Given(document), [])
            where asStatement.Count > 0
            let asValue = Snippet.Errors($"var it = {call};", Given(document), [])
            where asValue.Count > 0
            select $"{name}: {call}: {asValue[0]}",
            "Each call is compiled by itself, as a statement or as a value; the comment above the table says what is given.");
    }

    [Fact]
    public void Both_languages_show_the_same_table_of_calls() =>
        Assert.Equal(Row().Matches(Document.Named("docs/en/faq.md").Text).Select(match => match.Value), Row().Matches(Document.Named("docs/ja/faq.md").Text).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_languages_show_the_same_blocks_and_pictures(string english, string japanese)
    {
        var (left, right) = (Document.Named(english), Document.Named(japanese));

        Assert.Equal(left.Blocks.Select(block => block.Language), right.Blocks.Select(block => block.Language));
        Assert.Equal(Pictures(left), Pictures(right));
        Problems.AssertNone(
            from pair in left.Blocks.Zip(right.Blocks)
            where pair.First.Language == "csharp" && !Snippet.AreAlike(pair.First.Code, pair.Second.Code)
            select $"{pair.First.Place} and {pair.Second.Place} differ in more than comments",
            "Code is the same in both languages; only its comments are translated.");
    }

    [Fact]
    public void Every_document_exists_in_both_languages() => Assert.Equal(Names("en"), Names("ja"));

    static IEnumerable<string> Names(string language) => Document.All.Where(document => document.Name.StartsWith($"docs/{language}/", StringComparison.Ordinal)).Select(document => Path.GetFileName(document.Name));

    // A drawing with Japanese words lies in a folder of its own.
    static IEnumerable<string> Pictures(Document document) =>
        document.Links.Where(link => link.IsPicture).Select(link => link.Target.Replace("images/ja/", "images/", StringComparison.Ordinal));

    static string Given(Document document) => TableGiven().Match(document.Text).Groups["names"].Value;

    [GeneratedRegex("""^\| `[^`]+` \| `(?<call>[^`]+)` \|""", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""<!-- given: (?<names>[^\n]*?) -->\n\| PyTorch""")]
    private static partial Regex TableGiven();
}
