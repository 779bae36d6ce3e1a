namespace ResNeXtSharp.Cli.Tests;

/// <summary>What a command line came to.</summary>
sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs a command line in this process.</summary>
    public static CommandRun Of(params string[] arguments) => Of(new StringWriter(), CancellationToken.None, arguments);

    /// <summary>Runs a command line in this process, writing to a given writer.</summary>
    public static CommandRun Of(StringWriter output, CancellationToken cancellation, params string[] arguments) => Of(output, TextReader.Null, arguments, cancellation);

    /// <summary>Runs a command line in this process, whose user types some lines.</summary>
    public static CommandRun Answered(string lines, params string[] arguments) => Of(new StringWriter(), new StringReader(lines), arguments, CancellationToken.None);

    static CommandRun Of(StringWriter output, TextReader input, string[] arguments, CancellationToken cancellation)
    {
        var error = new StringWriter();
        var code = ResnextCommand.RunAsync(arguments, new CommandContext(output, error, input), cancellation).GetAwaiter().GetResult();
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Asserts that the command failed with one line.</summary>
    /// <returns>The line.</returns>
    public string Refused(int exitCode)
    {
        Assert.Equal(exitCode, ExitCode);
        var line = Error.TrimEnd('\n', '\r');
        Assert.DoesNotContain('\n', line);
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        return line;
    }

    /// <summary>Asserts that the command did what it was asked.</summary>
    public CommandRun Succeeded()
    {
        Assert.Equal((0, ""), (ExitCode, Error));
        return this;
    }
}
