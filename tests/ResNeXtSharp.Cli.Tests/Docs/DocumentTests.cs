using System.CommandLine;
using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>What the documents say the tool prints and draws is what it prints and draws.</summary>
public sealed class DocumentTests
{
    const string Prompt = "$ resnext ";
    const int CifarSide = 32;

    // Set by docs/update: documents are rewritten instead of compared.
    static bool IsUpdating => Environment.GetEnvironmentVariable("RESNEXT_UPDATE_DOCS") == "1";

    /// <summary>Every document that shows a command with its output, and the command.</summary>
    public static TheoryData<string, string> Commands => new(
        from document in Document.All
        from block in document.Blocks
        where block.Language == "console"
        select (document.Name, block.FirstLine));

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

    /// <summary>The documents whose code is cut out of an example.</summary>
    public static TheoryData<string> Excerpted => ["docs/en/implementation.md", "docs/ja/implementation.md"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Output_in_a_document_is_the_tools(string name, string line)
    {
        Assert.StartsWith(Prompt, line);
        var document = Document.Named(name);
        var block = document.Blocks.First(block => block.FirstLine == line);

        var output = Printed(CommandRun.Of(line[Prompt.Length..].Split(' ')).Succeeded().Output);

        if (IsUpdating) File.WriteAllText(document.FullPath, File.ReadAllText(document.FullPath).Replace(block.Code, $"{line}\n{output}", StringComparison.Ordinal));
        else Assert.Equal($"{line}\n{output}", block.Code, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Drawing_in_a_document_is_the_tools(string file, string command)
    {
        using var folder = new TestFolder();
        var drawing = Path.Combine(Document.Folder("docs"), "images", file);

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
        var experiment = ExperimentFolder.Open(Path.Combine(Document.Folder("docs"), "results", "cardinality"));
        var output = new StringWriter();
        var context = new CommandContext(output, TextWriter.Null);

        new ExperimentReport(context.OutputConsole, new Words(language), experiment, classes: Cifar10.Names.Count, CifarSide).End(
            CardinalityResult.Of(experiment.Outcomes), Verdict.Of(experiment.Outcomes));

        Assert.Contains($"```text\n{Printed(output.ToString())}\n```", Document.Named($"docs/{language}/experiment.md").Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Excerpted))]
    public void Code_in_a_document_stands_in_an_example_that_runs(string name)
    {
        var blocks = Document.Named(name).Blocks.Where(block => block.Language == "csharp").ToList();

        Assert.NotEmpty(blocks);
        Problems.AssertNone(blocks.Where(block => !Examples.Hold(block)).Select(block => block.Place), "The code of these blocks stands in no example.");
    }

    // A table fills its cells with blanks, an editor takes them away at the end of a line. Help calls the command as this process is called.
    static string Printed(string output) =>
        string.Join('\n', output.Split('\n').Select(line => line.TrimEnd().Replace(RootCommand.ExecutableName, "resnext", StringComparison.Ordinal))).TrimEnd();
}
