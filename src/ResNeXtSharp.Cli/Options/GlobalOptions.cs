using System.CommandLine;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Options that every command takes.</summary>
static class GlobalOptions
{
    /// <summary>How many threads compute; 0 when it is not given, so that the help is the same on every machine.</summary>
    public static Option<int> CreateThreads() => new Option<int>("--threads")
    {
        Description = "Threads that compute; the results are the same for any number [default: one for each core]",
        HelpName = "N",
        Recursive = true,
    }.AtLeast(1).AtMost(1024);
}
