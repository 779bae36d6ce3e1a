using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResNeXtSharp.Cli;

/// <summary>Finds an option that no command knows and that a command's arguments would take for a file's name.</summary>
static class MistypedOption
{
    /// <summary>The command line as it is read without arguments to take such a word, or as it was.</summary>
    public static ParseResult Expose(ParseResult parsed, RootCommand root)
    {
        if (Find(parsed) is not { } word) return parsed;
        var command = parsed.CommandResult.Command;
        command.Arguments.Clear();
        return root.Parse([.. PathOf(parsed.CommandResult), word]);
    }

    // Behind "--" every word is an argument, whatever it begins with.
    static string? Find(ParseResult parsed)
    {
        var options = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Where(token => token.Value is ['-', _, ..]).ToHashSet(ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault(options.Contains)?.Value;
    }

    static IEnumerable<string> PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? [.. PathOf(parent), command.Command.Name] : [];
}
