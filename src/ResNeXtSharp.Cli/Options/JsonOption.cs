using System.CommandLine;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Makes the output readable for machines; what people read goes to the error stream then.</summary>
static class JsonOption
{
    public static Option<bool> Create(string description) => new("--json") { Description = description };
}
