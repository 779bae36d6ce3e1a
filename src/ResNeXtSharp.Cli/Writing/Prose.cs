using System.Text;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Writing;

/// <summary>Sentences on a terminal, broken where their language allows: Spectre.Console knows only spaces, which Japanese has not.</summary>
static class Prose
{
    // What may not begin a line, and what may not end one.
    const string Trailing = "、。，．・：；？！）」』】〜ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々),.:;?!%";
    const string Leading = "（「『【(";

    // What is wide on a terminal, as far as Japanese goes: from the punctuation and kana on to the ideographs, and the full-width forms.
    const char FirstWide = '\u2e80';
    const char LastWide = '\uff60';

    /// <summary>Writes a text and ends the line.</summary>
    public static void WriteProse(this IAnsiConsole console, string text)
    {
        foreach (var line in text.Split('\n').SelectMany(line => Lines(line, console.Profile.Width))) console.WriteLine(line);
    }

    /// <summary>The same, with the first letters in a style, as far as they fit on the first line.</summary>
    public static void WriteProse(this IAnsiConsole console, string text, int styled, Style style)
    {
        var lines = Lines(text, console.Profile.Width).ToList();
        var count = Math.Min(styled, lines[0].Length);
        console.Write(new Text(lines[0][..count], style));
        console.WriteLine(lines[0][count..]);
        foreach (var line in lines.Skip(1)) console.WriteLine(line);
    }

    /// <summary>A text in lines of a width in columns. A single word that is wider stays whole.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        var columns = 0;
        foreach (var piece in Pieces(text))
        {
            var needed = Columns(piece.TrimEnd(' '));
            if (columns > 0 && columns + needed > width)
            {
                yield return line.ToString().TrimEnd(' ');
                line.Clear();
                columns = 0;
            }
            line.Append(piece);
            columns += Columns(piece);
        }
        yield return line.ToString().TrimEnd(' ');
    }

    /// <summary>Columns of a terminal that a text takes.</summary>
    public static int Columns(string text) => text.Sum(letter => IsWide(letter) ? 2 : 1);

    // A text cut wherever a line may end: after spaces, and before and after each wide letter, but for punctuation.
    static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (!MayBreak(text[i - 1], text[i])) continue;
            yield return text[start..i];
            start = i;
        }
        yield return text[start..];
    }

    static bool MayBreak(char before, char after) =>
        after != ' ' && !Trailing.Contains(after) && !Leading.Contains(before) && (before == ' ' || IsWide(before) || IsWide(after));

    static bool IsWide(char letter) => letter is >= FirstWide and <= LastWide;
}
