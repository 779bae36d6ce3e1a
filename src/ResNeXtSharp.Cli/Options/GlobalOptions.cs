using System.CommandLine;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Options that every command takes.</summary>
static class GlobalOptions
{
    /// <summary>How many threads compute.</summary>
    public static Option<int> CreateThreads() => new Option<int>("--threads")
    {
        Description = "Threads that compute; the results are the same for any number",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        Recursive = true,
    }.AtLeast(1).AtMost(1024);
}
