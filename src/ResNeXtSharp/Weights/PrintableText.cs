using System.Globalization;
using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>Makes text of unknown origin safe to print: one line, no terminal control sequences, bounded length.</summary>
static class PrintableText
{
    const int QuotedLength = 80;

    /// <summary>The name between back-quotes, shortened when it is long.</summary>
    public static string Quote(string name) =>
        name.Length <= QuotedLength ? $"`{Escape(name)}`" : $"`{Escape(name[..QuotedLength])}...` ({name.Length:N0} characters)";

    /// <summary>Replaces every character that does not print as itself by its \uXXXX form.</summary>
    public static string Escape(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (IsPrintable(character)) printable.Append(character);
            else printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }
        return printable.ToString();
    }

    static bool IsPrintable(char character) => char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
