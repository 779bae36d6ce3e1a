using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ResNeXtSharp.Cli.Commands;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Cli;

/// <summary>The command <c>resnext</c>.</summary>
static class ResnextCommand
{
    static readonly Option<int> Threads = GlobalOptions.CreateThreads();

    /// <summary>Runs a command line.</summary>
    /// <returns>The process's exit code, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellation)
    {
        try
        {
            var root = CreateRoot(context);
            var parsed = MistypedOption.Expose(root.Parse(arguments.Count == 0 ? ["--help"] : arguments), root);
            if (parsed.Action is ParseErrorAction mistake) return await Failure.ReportAsync(mistake, parsed, context.Error);
            if (parsed.CommandResult.Command is DocumentedCommand command && parsed.Action == command.Action) Prepare(parsed);
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = context.Output,
                    Error = context.Error,
                },
                cancellation);
        }
        catch (Exception e)
        {
            return Failure.Report(e, context.Error);
        }
    }

    static void Prepare(ParseResult parsed)
    {
        WorkerPool.Threads = parsed.GetValue(Threads) is > 0 and var threads ? threads : Environment.ProcessorCount;
        _ = SimdDispatch.Level; // fails now, with one line, if RESNEXT_SIMD asks for what is not there
    }

    /// <summary>The command line: every command and its options.</summary>
    public static RootCommand CreateRoot(CommandContext context)
    {
        var root = new RootCommand("ResNeXt in C#: learn it, train it, use it.")
        {
            Threads,
        };
        foreach (var command in CommandList.Create(context)) root.Subcommands.Add(command);
        foreach (var help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction usual) help.Action = new ExamplesHelp(usual, context.OutputConsole.Profile.Width);
        return root;
    }
}
