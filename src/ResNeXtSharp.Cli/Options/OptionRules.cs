using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Limits of option values, checked while the command line is parsed.</summary>
static class OptionRules
{
    /// <summary>Refuses smaller numbers.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, T least)
        where T : struct, IComparable<T> => Refuse(option, value => value.CompareTo(least) < 0, $"at least {least}");

    /// <summary>Refuses larger numbers.</summary>
    public static Option<T> AtMost<T>(this Option<T> option, T most)
        where T : struct, IComparable<T> => Refuse(option, value => value.CompareTo(most) > 0, FormattableString.Invariant($"at most {most}"));

    /// <summary>Refuses zero, negative numbers and what is no number.</summary>
    public static Option<double> Positive(this Option<double> option) => Refuse(option, value => !(value > 0 && double.IsFinite(value)), "a positive number");

    /// <summary>Refuses negative numbers and what is no number.</summary>
    public static Option<double> NotNegative(this Option<double> option) => Refuse(option, value => !(value >= 0 && double.IsFinite(value)), "a number not below zero");

    /// <summary>Refuses smaller numbers where one is given.</summary>
    public static Option<int?> AtLeast(this Option<int?> option, int least) => Refuse(option, value => value < least, $"at least {least}");

    static Option<T> Refuse<T>(Option<T> option, Predicate<T> isWrong, string needed)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && TryGet(result, out T? value) && isWrong(value))
                result.AddError(FormattableString.Invariant($"{option.Name} must be {needed}, not {value}."));
        });
        return option;
    }

    // A text that is no number is refused by the parser itself, but after the validators.
    static bool TryGet<T>(OptionResult result, [NotNullWhen(true)] out T? value)
    {
        try
        {
            value = result.GetValueOrDefault<T>();
            return value is not null;
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }
}
