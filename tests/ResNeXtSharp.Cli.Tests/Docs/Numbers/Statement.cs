using System.Text.RegularExpressions;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>A piece of a page's prose with computed numbers in it, as it stands in either language.</summary>
/// <param name="English">The words of the English page.</param>
/// <param name="Japanese">The words of the Japanese page.</param>
sealed partial record Statement(string English, string Japanese)
{
    /// <summary>The piece in a language.</summary>
    public string In(string language) => Unwrapped(language == "ja" ? Japanese : English, language);

    /// <summary>Prose without the ends of its lines. Japanese has no blanks between words, so a line that goes on adds none.</summary>
    public static string Unwrapped(string prose, string language) => LineEnd().Replace(prose, language == "ja" ? "" : " ");

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineEnd();
}
