using System.CommandLine;
using System.CommandLine.Invocation;
using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Downloads;
using ResNeXtSharp.Kernels.Mpi;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli;

/// <summary>Turns an exception into one line on the error stream and an exit code.</summary>
static class Failure
{
    /// <summary>Set to 1, it shows the whole exception, for a bug report.</summary>
    const string DebugVariable = "RESNEXT_DEBUG";

    /// <summary>Writes the mistake of a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ReportAsync(ParseErrorAction mistake, ParseResult parsed, TextWriter error)
    {
        error.WriteLine($"error: {OneLine(await UsageError.DescribeAsync(mistake, parsed))}");
        return ExitCode.Usage;
    }

    /// <summary>Writes an exception.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception exception, TextWriter error)
    {
        var code = CodeOf(exception);
        error.WriteLine(exception switch
        {
            TrainingStoppedException or ExperimentStoppedException => exception.Message,
            OperationCanceledException => "stopped",
            ArgumentException e => $"error: {OneLine(WithoutParameter(e))}",
            _ => $"error: {OneLine(exception.Message)}",
        });
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1") error.WriteLine(exception);
        return code;
    }

    static int CodeOf(Exception exception) => exception switch
    {
        OperationCanceledException => ExitCode.Cancelled,
        UsageException or NotSupportedException or ArgumentException => ExitCode.Usage,
        DatasetException => ExitCode.Data,
        NonFiniteLossException => ExitCode.NotFinite,
        WeightFormatException or DownloadException => ExitCode.Weights,
        RankFailureException or MpiException => ExitCode.Ranks,
        IOException or UnauthorizedAccessException => ExitCode.Output,
        _ => ExitCode.Failure,
    };

    // .NET puts the name of a method's parameter behind the message.
    static string WithoutParameter(ArgumentException exception) =>
        exception.ParamName is null ? exception.Message : exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);

    static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
