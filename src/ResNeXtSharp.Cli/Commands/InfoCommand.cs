using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext info</c>: what the tool found on this machine and how it will compute.</summary>
static class InfoCommand
{
    public static Command Create(CommandContext context)
    {
        var json = JsonOption.Create("One JSON object on the output");
        var command = new DocumentedCommand("info", "Show processor, vector instructions, threads and memory.")
        {
            Examples =
            [
                ("info", "what a bug report should contain"),
                ("info --json", "the same for a machine"),
            ],
        };
        command.Options.Add(json);
        command.SetAction((parsed, _) => Task.FromResult(Run(context, parsed.GetValue(json))));
        return command;
    }

    static int Run(CommandContext context, bool json)
    {
        var levels = SimdDispatch.Available.Select(SimdDispatch.Describe).ToArray();
        var level = SimdDispatch.Describe(SimdDispatch.Level);
        if (json)
        {
            context.Output.WriteLine(new JsonObject
            {
                ["version"] = ProductVersion.Text,
                ["processor"] = Machine.Processor,
                ["cores"] = Environment.ProcessorCount,
                ["threads"] = WorkerPool.Threads,
                ["simd"] = level,
                ["simd_available"] = new JsonArray([.. levels.Select(name => JsonValue.Create(name))]),
                ["memory_bytes"] = Machine.MemoryBytes,
                ["runtime"] = RuntimeInformation.FrameworkDescription,
                ["system"] = RuntimeInformation.OSDescription,
                ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            }.ToJsonString());
            return ExitCode.Success;
        }
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("value");
        foreach (var (what, value) in (IEnumerable<(string, string)>)
            [
                ("resnext", ProductVersion.Text),
                ("processor", Machine.Processor),
                ("cores", Number(Environment.ProcessorCount)),
                ("threads", $"{Number(WorkerPool.Threads)} (--threads)"),
                ("vector instructions", $"{level} of {string.Join(", ", levels)} ({SimdDispatch.Variable})"),
                ("memory", $"{Number(Machine.MemoryBytes / 1e9)} GB"),
                (".NET", RuntimeInformation.FrameworkDescription),
                ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
            ])
            table.AddRow(new Text(what), new Text(value));
        context.OutputConsole.Write(table);
        return ExitCode.Success;
    }

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
