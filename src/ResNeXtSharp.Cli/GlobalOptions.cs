using System.CommandLine;

namespace ResNeXtSharp.Cli;

/// <summary>Options that every command takes.</summary>
static class GlobalOptions
{
    /// <summary>How many threads compute.</summary>
    public static Option<int> CreateThreads()
    {
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that compute. The results are the same for any number.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            Recursive = true,
        };
        threads.RequireAtLeast(1);
        return threads;
    }
}
