using Spectre.Console;

namespace ResNeXtSharp.Cli.Tutorial;

/// <summary>Writes the tutorial's text: headings, explanations, code and findings.</summary>
sealed class Narrator(IAnsiConsole console)
{
    static readonly Style HeadingStyle = new(Color.DeepSkyBlue1, decoration: Decoration.Bold);
    static readonly Style CodeStyle = new(Color.Grey62);
    static readonly Style FindingStyle = new(decoration: Decoration.Bold);

    int _steps;

    /// <summary>Begins the next step.</summary>
    public void Step(string title) => console.Write(new Text($"\n{++_steps}. {title}\n", HeadingStyle));

    /// <summary>Explains.</summary>
    public void Say(string text) => console.Write(new Text(text + "\n"));

    /// <summary>Shows the C# that does it.</summary>
    public void Code(string code) => console.Write(new Text(Indented(code) + "\n", CodeStyle));

    /// <summary>Tells what came out.</summary>
    public void Find(string text) => console.Write(new Text(Indented(text) + "\n", FindingStyle));

    static string Indented(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
