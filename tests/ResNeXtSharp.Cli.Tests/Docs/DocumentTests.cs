using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>What the documents say the tool prints and draws is what it prints and draws.</summary>
public sealed partial class DocumentTests
{
    const int CifarSide = 32;

    // Set by docs/update: documents are rewritten instead of compared.
    static bool IsUpdating => Environment.GetEnvironmentVariable("RESNEXT_UPDATE_DOCS") == "1";

    /// <summary>Every document that shows a command with its output, and the command.</summary>
    public static TheoryData<string, string> Commands => new(
        from path in Directory.GetFiles(Folder("docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        from block in Shown().Matches(File.ReadAllText(path)).AsEnumerable()
        select (Path.GetRelativePath(Folder("docs"), path), block.Groups["command"].Value));

    /// <summary>The drawings, and the command of each.</summary>
    public static TheoryData<string, string> Drawings => new()
    {
        { "explain-bottleneck.svg", "explain bottleneck" },
        { "explain-bottleneck-resnet50.svg", "explain bottleneck --model resnet50" },
        { "explain-groups.svg", "explain groups" },
        { "explain-cardinality.svg", "explain cardinality" },
        { "ja/explain-bottleneck.svg", "explain bottleneck --lang ja" },
        { "ja/explain-bottleneck-resnet50.svg", "explain bottleneck --model resnet50 --lang ja" },
        { "ja/explain-groups.svg", "explain groups --lang ja" },
        { "ja/explain-cardinality.svg", "explain cardinality --lang ja" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Output_in_a_document_is_the_tools(string document, string command)
    {
        var path = Path.Combine(Folder("docs"), document);
        var text = File.ReadAllText(path);
        var block = Shown().Matches(text).Single(match => match.Groups["command"].Value == command).Groups["output"];

        var output = Lines(CommandRun.Of(command.Split(' ')).Succeeded().Output);

        if (IsUpdating) File.WriteAllText(path, text[..block.Index] + output + text[(block.Index + block.Length)..]);
        else Assert.Equal(block.Value.TrimEnd(), output, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Drawing_in_a_document_is_the_tools(string file, string command)
    {
        using var folder = new TestFolder();

        var drawing = Path.Combine(Folder("docs"), "images", file);

        CommandRun.Of([.. command.Split(' '), "--svg", folder["drawing.svg"]]).Succeeded();

        if (IsUpdating) File.Copy(folder["drawing.svg"], drawing, overwrite: true);
        else Assert.Equal(File.ReadAllText(drawing), File.ReadAllText(folder["drawing.svg"]), ignoreLineEndingDifferences: true);
    }

    /// <summary>The table and the verdict of an experiment follow from the results that are kept beside the documents.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Results_of_the_experiment_are_those_that_are_kept(string language)
    {
        var experiment = ExperimentFolder.Open(Path.Combine(Folder("docs"), "results", "cardinality"));
        var output = new StringWriter();
        var context = new CommandContext(output, TextWriter.Null);

        new ExperimentReport(context.OutputConsole, new Words(language), experiment, classes: Cifar10.Names.Count, CifarSide).End(
            CardinalityResult.Of(experiment.Outcomes), Verdict.Of(experiment.Outcomes));

        Assert.Contains($"```text\n{Lines(output.ToString())}\n```", File.ReadAllText(Path.Combine(Folder("docs"), language, "experiment.md")), StringComparison.Ordinal);
    }

    /// <summary>The documents whose code is cut out of an example.</summary>
    public static TheoryData<string> Excerpted => ["en/implementation.md", "ja/implementation.md"];

    [Theory]
    [MemberData(nameof(Excerpted))]
    public void Code_in_a_document_stands_in_an_example_that_runs(string document)
    {
        var examples = Directory.GetFiles(Folder("examples"), "*.cs").Select(path => Code(File.ReadAllText(path))).ToList();
        var blocks = Excerpt().Matches(File.ReadAllText(Path.Combine(Folder("docs"), document))).Select(match => Code(match.Groups["code"].Value)).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(examples, example => example.Contains(block, StringComparison.Ordinal)));
    }

    // Without indentation, because an excerpt begins at the margin.
    static string Code(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    // A table fills its cells with blanks, an editor takes them away at the end of a line. Help calls the command as this process is called.
    static string Lines(string output) =>
        string.Join('\n', output.Split('\n').Select(line => line.TrimEnd().Replace(RootCommand.ExecutableName, "resnext", StringComparison.Ordinal))).TrimEnd();

    static string Folder(string name, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", name));

    [GeneratedRegex("""^```csharp\n(?<code>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Excerpt();

    [GeneratedRegex("""^```console\n\$ resnext (?<command>[^\n]+)\n(?<output>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shown();
}
