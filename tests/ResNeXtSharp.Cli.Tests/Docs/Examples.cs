namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>The programs of the folder examples, which other tests run.</summary>
static class Examples
{
    static readonly Lazy<List<string>> All = new(() => [.. Directory.GetFiles(Document.Folder("examples"), "*.cs").Select(path => Flat(File.ReadAllText(path)))]);

    /// <summary>Whether a block is cut out of one of them.</summary>
    public static bool Hold(CodeBlock block) => All.Value.Any(example => example.Contains(Flat(block.Code), StringComparison.Ordinal));

    // An excerpt begins at the margin.
    static string Flat(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
}
