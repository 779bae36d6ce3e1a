using System.CommandLine;

namespace ResNeXtSharp.Cli;

/// <summary>Limits of option values, checked while the command line is parsed.</summary>
static class OptionRules
{
    /// <summary>Refuses smaller numbers.</summary>
    public static void RequireAtLeast(this Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.Errors.Any()) return;
        var value = result.GetValueOrDefault<int>();
        if (value < least) result.AddError($"{option.Name} must be at least {least}, not {value}.");
    });
}
