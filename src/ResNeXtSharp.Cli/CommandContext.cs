using ResNeXtSharp.Cli.Reports;
using Spectre.Console;

namespace ResNeXtSharp.Cli;

/// <summary>Where a command writes. Results go to the output, progress and errors to the other; a machine may read the first.</summary>
sealed class CommandContext
{
    /// <summary>A context that writes plain text, without colours or moving bars.</summary>
    public CommandContext(TextWriter output, TextWriter error, TextReader? input = null)
        : this(output, error, input ?? TextReader.Null, AnsiSupport.No)
    {
    }

    CommandContext(TextWriter output, TextWriter error, TextReader input, AnsiSupport ansi)
    {
        (Output, Error, Input) = (output, error, input);
        OutputConsole = CreateConsole(output, ansi, Console.IsOutputRedirected);
        ErrorConsole = CreateConsole(error, ansi, Console.IsErrorRedirected);
    }

    /// <summary>Plain lines and JSON.</summary>
    public TextWriter Output { get; }

    /// <summary>Error lines.</summary>
    public TextWriter Error { get; }

    /// <summary>What is typed, or piped in.</summary>
    public TextReader Input { get; }

    /// <summary>Tables and colours on <see cref="Output"/>; plain when it is no terminal.</summary>
    public IAnsiConsole OutputConsole { get; }

    /// <summary>Tables, colours and progress on <see cref="Error"/>; plain when it is no terminal.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>The console for what a person reads: the output, or the error stream when a machine reads the output.</summary>
    public IAnsiConsole PrettyConsole(bool json) => json ? ErrorConsole : OutputConsole;

    /// <summary>The context of the running process: colours on terminals unless NO_COLOR is set.</summary>
    public static CommandContext ForProcess() => new(Console.Out, Console.Error, Console.In, AnsiSupport.Detect);

    /// <summary>What shows the epochs of a training: a bar on a terminal, else lines, and JSON where a machine reads.</summary>
    public IEpochReport EpochReport(bool json)
    {
        var console = PrettyConsole(json);
        IEpochReport report = console.Profile.Capabilities.Interactive ? new BarReport(console) : new LineReport(console);
        return json ? new JsonReport(Output, report) : report;
    }

    static IAnsiConsole CreateConsole(TextWriter writer, AnsiSupport ansi, bool isRedirected)
    {
        var isPlain = ansi == AnsiSupport.No || isRedirected || IsSet("CI") || Environment.GetEnvironmentVariable("TERM") == "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain || IsSet("NO_COLOR") ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (isPlain) console.Profile.Width = PlainWidth;
        return console;
    }

    static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    // Wide enough that no path or table breaks in a log file.
    const int PlainWidth = 200;
}
