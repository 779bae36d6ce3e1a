using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli;

/// <summary>The usual help, followed by examples and, for the whole tool, the exit codes.</summary>
/// <param name="usual">The help without them.</param>
/// <param name="width">Columns that the output has.</param>
sealed class ExamplesHelp(HelpAction usual, int width) : SynchronousCommandLineAction
{
    // A longer line is hard to follow with the eye, whatever room there is.
    const int Widest = 120;

    const string Indent = "      ";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.MaxWidth = Math.Min(width, Widest);
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is RootCommand)
        {
            WriteExamples(output, command.Subcommands.OfType<DocumentedCommand>().Select(documented => documented.Examples[0]));
            output.WriteLine("Exit codes:");
            foreach (var (code, meaning) in ExitCode.All) output.WriteLine($"  {code,-3}  {meaning}");
        }
        else if (command is DocumentedCommand documented)
        {
            WriteExamples(output, documented.Examples);
        }
        return ExitCode.Success;
    }

    void WriteExamples(TextWriter output, IEnumerable<(string Line, string Meaning)> examples)
    {
        output.WriteLine("Examples:");
        foreach (var (line, meaning) in examples)
        {
            output.WriteLine($"  resnext {line}");
            // Command lines stay whole, to be copied.
            foreach (var part in Prose.Lines(meaning, usual.MaxWidth - Indent.Length)) output.WriteLine($"{Indent}{part}");
        }
        output.WriteLine();
    }
}
