using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>A Markdown file of the repository, taken apart: headings, blocks of code, code within a line, links.</summary>
sealed partial class Document
{
    static readonly Lazy<IReadOnlyList<Document>> Everything = new(() =>
        [.. Directory.GetFiles(Repository(), "*.md").Concat(Directory.GetFiles(Folder("docs"), "*.md", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(path => new Document(path))]);

    Document(string path)
    {
        FullPath = path;
        Name = Path.GetRelativePath(Repository(), path).Replace('\\', '/');
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Blocks = [.. Fence().Matches(Text).Select(match => new CodeBlock(this, LineOf(match.Index), match.Groups["language"].Value, match.Groups["code"].Value, GivenAbove(match.Index)))];
        Prose = Fence().Replace(Text, match => new string('\n', match.Value.Count(letter => letter == '\n')));
    }

    /// <summary>The documents of the root folder and of docs, by name.</summary>
    public static IReadOnlyList<Document> All => Everything.Value;

    /// <summary>Where it lies, from the repository's root, such as "docs/en/theory.md".</summary>
    public string Name { get; }

    /// <summary>The file.</summary>
    public string FullPath { get; }

    /// <summary>All of it, lines ended by a line feed.</summary>
    public string Text { get; }

    /// <summary>The text without its fenced blocks, which are blank lines.</summary>
    public string Prose { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>Headings and what follows each, up to the next; the first is what stands before any heading.</summary>
    public IEnumerable<string> Sections => SectionStart().Split(Text);

    /// <summary>The anchors that GitHub gives the headings.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Prose).Select(match => Anchor(match.Groups["title"].Value));

    /// <summary>Where links and pictures lead that stay in the repository.</summary>
    public IEnumerable<(string Target, int Line, bool IsPicture)> Links =>
        from match in Link().Matches(Prose)
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal)
        select (target, LineOf(match.Index), match.Groups["picture"].Length > 0);

    /// <summary>Code within a line, and where.</summary>
    public IEnumerable<(string Code, int Line)> Spans => Span().Matches(Prose).Select(match => (match.Groups["code"].Value, LineOf(match.Index)));

    /// <summary>A document by its name.</summary>
    public static Document Named(string name) => All.FirstOrDefault(document => document.Name == name) ?? throw new FileNotFoundException($"There is no document {name}.");

    /// <summary>A folder of the repository.</summary>
    public static string Folder(string name) => Path.Combine(Repository(), name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    // What a comment right above a block declares: <!-- given: ResNet model, DataLoader train -->
    string GivenAbove(int index) => Given().Match(Text[..index]) is { Success: true } match ? match.Groups["names"].Value : "";

    static string Anchor(string title) => string.Concat(title.Replace("`", "", StringComparison.Ordinal).Trim().ToLowerInvariant()
        .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_').Select(letter => letter == ' ' ? '-' : letter));

    static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("""^```(?<language>\w*)\n(?<code>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("""<!-- given: (?<names>[^\n]*?) -->\s*\z""")]
    private static partial Regex Given();

    [GeneratedRegex("""^#+ (?<title>.+)$""", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("""^(?=#+ )""", RegexOptions.Multiline)]
    private static partial Regex SectionStart();

    [GeneratedRegex("""(?<picture>!?)\[[^\]]*\]\((?<target>[^)\s]+)\)""")]
    private static partial Regex Link();

    [GeneratedRegex("""(?<!`)`(?<code>[^`\n]+)`(?!`)""")]
    private static partial Regex Span();
}
