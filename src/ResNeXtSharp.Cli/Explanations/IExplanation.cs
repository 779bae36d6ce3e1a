using System.Xml.Linq;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>Something about ResNeXt that is computed, told on the terminal and drawn.</summary>
interface IExplanation
{
    /// <summary>What the drawing shows, in a line.</summary>
    string Title { get; }

    /// <summary>Tells it.</summary>
    void Tell(IAnsiConsole console);

    /// <summary>Draws it.</summary>
    XElement Draw();
}
