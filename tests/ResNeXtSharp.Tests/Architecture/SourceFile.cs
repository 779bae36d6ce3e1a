using System.Text.RegularExpressions;

namespace ResNeXtSharp.Tests.Architecture;

/// <summary>A file under src, without comments and texts.</summary>
internal sealed partial class SourceFile
{
    private readonly string[] _lines;

    SourceFile(string path, string[] lines)
    {
        Path = path;
        _lines = lines;
    }

    /// <summary>Relative to src, with slashes: ResNeXtSharp/Nn/Linear.cs.</summary>
    internal string Path { get; }

    /// <summary>The part of the engine the file belongs to: the folder under ResNeXtSharp, or what follows ResNeXtSharp in the project's name.</summary>
    internal string Room
    {
        get
        {
            string[] folders = Path.Split('/');
            return folders[0] == "ResNeXtSharp" ? folders[1] : folders[0]["ResNeXtSharp.".Length..];
        }
    }

    /// <summary>The namespace the file declares, or null for top-level statements.</summary>
    internal string? Namespace => _lines.Select(line => NamespaceDeclaration().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>The lines that match, as "path:line: text".</summary>
    internal IEnumerable<string> Find(Regex pattern) => Matches(pattern).Select(found => $"src/{Path}:{found.Line}: {found.Text}");

    /// <summary>The lines that match, with the match.</summary>
    internal IEnumerable<(int Line, string Text, Match Match)> Matches(Regex pattern) =>
        from line in Enumerable.Range(0, _lines.Length)
        from match in pattern.Matches(_lines[line])
        select (line + 1, _lines[line].Trim(), match);

    /// <summary>Every C# file under src that a person wrote.</summary>
    internal static IReadOnlyList<SourceFile> All { get; } = [.. Read()];

    static IEnumerable<SourceFile> Read()
    {
        string src = System.IO.Path.Combine(Root(), "src");
        foreach (string file in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = System.IO.Path.GetRelativePath(src, file).Replace('\\', '/');
            if (!path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
                yield return new SourceFile(path, [.. File.ReadLines(file).Select(CodeOf)]);
        }
    }

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "ResNeXtSharp.slnx")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} does not lie in the repository.");
    }

    static string CodeOf(string line) => Comment().Replace(Text().Replace(line, "\"\""), "");

    [GeneratedRegex("""^namespace ([\w.]+);""")]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(""" "(\\.|[^"\\])*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Text();

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();
}
