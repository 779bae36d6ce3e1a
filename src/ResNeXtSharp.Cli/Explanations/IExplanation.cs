using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>Something about ResNeXt that is computed, told on the terminal and drawn.</summary>
interface IExplanation
{
    /// <summary>What the drawing shows, in a line.</summary>
    string Title(Words words);

    /// <summary>Tells it.</summary>
    void Tell(IAnsiConsole console, Words words);

    /// <summary>Draws it.</summary>
    XElement Draw(Words words);
}
