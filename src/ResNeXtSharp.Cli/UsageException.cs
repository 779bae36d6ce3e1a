namespace ResNeXtSharp.Cli;

/// <summary>A command line that parses but cannot be followed. The message names the cause and the cure.</summary>
sealed class UsageException(string message) : Exception(message);
