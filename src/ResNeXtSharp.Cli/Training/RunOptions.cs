using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>The options that a run was started with. They are kept in its configuration, and going on with the run begins by reading them again.</summary>
static class RunOptions
{
    /// <summary>The options that a command line gives, by name; a flag has an empty value.</summary>
    public static SortedDictionary<string, string> Given(ParseResult parsed, params IEnumerable<Option> except) => new(
        parsed.CommandResult.Command.Options.Except(except)
            .Select(option => (option.Name, Result: parsed.GetResult(option)))
            .Where(each => each.Result is { Implicit: false })
            .ToDictionary(each => each.Name, each => string.Join(' ', each.Result!.Tokens.Select(token => token.Value))),
        StringComparer.Ordinal);

    /// <summary>The command line of a run, in which what is given now replaces what was given then.</summary>
    /// <exception cref="UsageException">The configuration holds no options of this command.</exception>
    public static ParseResult Again(RunDirectory run, ParseResult parsed)
    {
        if (run.ReadConfig()["options"] is not JsonObject saved)
            throw new UsageException($"{run.ConfigPath} does not say with which options the run was started: only runs of resnext train can be gone on with.");
        var options = saved.ToDictionary(option => option.Key, option => option.Value?.ToString() ?? "");
        foreach (var (name, value) in Given(parsed)) options[name] = value;
        var again = parsed.CommandResult.Command.Parse([.. options.Select(option => option.Value.Length == 0 ? option.Key : $"{option.Key}={option.Value}")]);
        return again.Errors is [var error, ..] ? throw new UsageException($"The options in {run.ConfigPath} cannot be used: {error.Message}") : again;
    }
}
