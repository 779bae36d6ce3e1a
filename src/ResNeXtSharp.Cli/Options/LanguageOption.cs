using System.CommandLine;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.Options;

/// <summary>The language of what people read.</summary>
static class LanguageOption
{
    /// <summary>An option that takes one of <see cref="Words.Languages"/>, English unless told otherwise.</summary>
    public static Option<string> Create(string description)
    {
        var option = new Option<string>("--lang") { Description = description, HelpName = string.Join('|', Words.Languages), DefaultValueFactory = _ => Words.Languages[0] };
        option.AcceptOnlyFromAmong([.. Words.Languages]);
        return option;
    }
}
