using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>Commands and options that documents speak of exist, and those that exist are documented.</summary>
public sealed partial class CommandLineTests
{
    /// <summary>The options of other programs that documents speak of.</summary>
    static readonly string[] Others = ["--logdir", "--project", "--filter", "--quick", "--gpus", "--cpus", "--mca", "--oversubscribe", "--allow-run-as-root", "--help", "--version"];

    static readonly RootCommand Root = ResnextCommand.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null));

    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Command_lines_are_understood(string name) => Problems.AssertNone(
        from line in Lines(Document.Named(name))
        let problem = ProblemOf(line.Command)
        where problem is not null
        select $"{name}:{line.Number}: resnext {line.Command}: {problem}",
        "A line of a block that begins with resnext is parsed as the command does it.");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Options_in_the_text_exist(string name)
    {
        var known = Commands(Root).SelectMany(command => command.Command.Options).SelectMany(option => option.Aliases.Append(option.Name)).Concat(Others).ToHashSet();
        Problems.AssertNone(
            from span in Document.Named(name).Spans
            where !Foreign().IsMatch(span.Code)
            from option in LongOption().Matches(span.Code)
            where !known.Contains(option.Value)
            select $"{name}:{span.Line}: {option.Value} in `{span.Code}`",
            "No command has these options. Those of other programs are listed in CommandLineTests.Others.");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_in_the_text_exist(string name)
    {
        var known = Commands(Root).Select(command => command.Name).ToHashSet();
        Problems.AssertNone(
            from span in Document.Named(name).Spans
            let words = span.Code.Split(' ')
            where words is ["resnext", [>= 'a' and <= 'z', ..], ..] && !known.Contains(words[1])
            select $"{name}:{span.Line}: `{span.Code}`",
            "There is no such command.");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void The_readme_lists_the_commands(string readme)
    {
        var listed = Row().Matches(Document.Named(readme).Text).Select(match => match.Groups["command"].Value);

        Assert.Equal(Root.Subcommands.Select(command => command.Name).Order(), listed.Order());
    }

    [Theory]
    [InlineData("docs/en/commands.md")]
    [InlineData("docs/ja/commands.md")]
    public void The_reference_shows_the_help_of_every_command(string reference)
    {
        var shown = Document.Named(reference).Blocks.Select(block => block.FirstLine).ToList();

        Problems.AssertNone(
            Commands(Root).Select(command => $"$ resnext {command.Name} --help".Replace("  ", " ", StringComparison.Ordinal)).Where(line => !shown.Contains(line)),
            $"{reference} lacks these: give each a heading, a sentence and a block of ```console with that line, and let docs/update write what it prints.");
    }

    // Blocks of either kind; a comment behind a command, and the whole command in place of its short name, are taken away.
    static IEnumerable<(string Command, int Number)> Lines(Document document) =>
        document.Text.Split('\n').Select((line, index) => (Match: CommandLine().Match(line), Number: index + 1)).Where(line => line.Match.Success).Select(line => (line.Match.Groups["command"].Value.Trim(), line.Number));

    static string? ProblemOf(string line)
    {
        // A root of its own: a mistyped option takes a command's arguments away.
        var root = ResnextCommand.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null));
        var parsed = MistypedOption.Expose(root.Parse([.. CommandLineParser.SplitCommandLine(line)]), root);
        return parsed.Errors.Count > 0 || parsed.Action is ParseErrorAction ? string.Join(' ', parsed.Errors.Select(error => error.Message)) : null;
    }

    static IEnumerable<(string Name, Command Command)> Commands(Command command, string name = "") =>
        command.Subcommands.SelectMany(inner => Commands(inner, $"{name} {inner.Name}".Trim())).Prepend((name, command));

    [GeneratedRegex("""^(?:    |\$ )(?:resnext|dotnet run -c Release --project src/ResNeXtSharp\.Cli --)(?: (?<command>[^#]*))?(?:#.*)?$""")]
    private static partial Regex CommandLine();

    [GeneratedRegex("""^\| `resnext (?<command>[a-z-]+)""", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""(?<![\w-])--[a-z][a-z0-9-]+""")]
    private static partial Regex LongOption();

    [GeneratedRegex("""^(?:dotnet (?!run -c Release --project src/ResNeXtSharp\.Cli)|docker|pip|apt-get|tensorboard|bench/|git |python)""")]
    private static partial Regex Foreign();
}
