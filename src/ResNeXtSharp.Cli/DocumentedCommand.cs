using System.CommandLine;

namespace ResNeXtSharp.Cli;

/// <summary>A command whose help ends with examples.</summary>
sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines without <c>resnext</c>, and what each does.</summary>
    public required IReadOnlyList<(string Line, string Meaning)> Examples { get; init; }
}
