using System.CommandLine;
using System.CommandLine.Invocation;

namespace ResNeXtSharp.Cli;

/// <summary>Says in one sentence what is wrong with a command line, and what may have been meant.</summary>
static class UsageError
{
    public static async Task<string> DescribeAsync(ParseErrorAction mistake, ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var unknown, ..])
            return Plain(parsed.Errors[0].Message);
        var near = await NearAsync(mistake, parsed);
        return $"\"{unknown}\" is not known{(near.Length > 0 ? $"; did you mean {near}?" : $"; resnext {Path(parsed)}--help shows what is.")}";
    }

    // The library writes a headline for each unknown word and the words that are near to it, one a line, then a list of all errors.
    static async Task<string> NearAsync(ParseErrorAction mistake, ParseResult parsed)
    {
        using var said = new StringWriter();
        (mistake.ShowHelp, mistake.ShowTypoCorrections) = (false, true);
        await parsed.InvokeAsync(new InvocationConfiguration { Output = said, Error = TextWriter.Null });
        var lines = said.ToString().Split('\n', StringSplitOptions.TrimEntries);
        return string.Join(" or ", lines.Skip(1).TakeWhile(line => line.Length > 0 && !line.Contains(' ')));
    }

    static string Path(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";

    // The names of .NET's types mean nothing to someone who uses a command.
    static string Plain(string message)
    {
        var type = message.IndexOf(" as expected type ", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + (message.Contains("Double", StringComparison.Ordinal) ? " as a number." : " as a whole number.");
    }
}
