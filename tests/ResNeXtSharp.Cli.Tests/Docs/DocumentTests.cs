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

    /// <summary>Every document that shows a command with its output, and the command.</summary>
    public static TheoryData<string, string> Commands => new(
        from path in Directory.GetFiles(Folder("docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        from block in Shown().Matches(File.ReadAllText(path)).AsEnumerable()
        select (Path.GetRelativePath(Folder("docs"), path), block.Groups["command"].Value));

    /// <summary>The topic, the language and the folder of each drawing.</summary>
    public static TheoryData<string, string, string> Drawings => new(
        from topic in (IEnumerable<string>)["bottleneck", "groups", "cardinality"]
        from language in (IEnumerable<(string Code, string Folder)>)[("en", ""), ("ja", "ja")]
        select (topic, language.Code, language.Folder));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Output_in_a_document_is_the_tools(string document, string command)
    {
        var text = File.ReadAllText(Path.Combine(Folder("docs"), document));
        var block = Shown().Matches(text).Single(match => match.Groups["command"].Value == command);

        var output = CommandRun.Of(command.Split(' ')).Succeeded().Output;

        Assert.Equal(block.Groups["output"].Value.TrimEnd(), Lines(output), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Drawing_in_a_document_is_the_tools(string topic, string language, string images)
    {
        using var folder = new TestFolder();

        CommandRun.Of("explain", topic, "--lang", language, "--svg", folder["drawing.svg"]).Succeeded();

        Assert.Equal(File.ReadAllText(Path.Combine(Folder("docs"), "images", images, $"explain-{topic}.svg")), File.ReadAllText(folder["drawing.svg"]), ignoreLineEndingDifferences: true);
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

    // A table fills its cells with blanks, an editor takes them away at the end of a line.
    static string Lines(string output) => string.Join('\n', output.Split('\n').Select(line => line.TrimEnd())).TrimEnd();

    static string Folder(string name, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", name));

    [GeneratedRegex("""^```csharp\n(?<code>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Excerpt();

    [GeneratedRegex("""^```console\n\$ resnext (?<command>[^\n]+)\n(?<output>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shown();
}
