using System.CommandLine;
using ResNeXtSharp.Web.Dashboard;

namespace ResNeXtSharp.Cli.Serving;

/// <summary><c>resnext dashboard</c>: every run of a folder in the browser, while it trains.</summary>
sealed class DashboardCommand
{
    readonly CommandContext _context;
    readonly Argument<string> _runs = new("RUNS") { Description = "The folder of run folders, or one of them", DefaultValueFactory = _ => "runs" };
    readonly ServerOptions _server = new(port: 8081);
    readonly Option<double?> _ceiling = new Option<double?>("--fma-ceiling")
    {
        Description = "The machine's multiply-add ceiling, as resnext bench measures it [default: measured once, when nothing trains]",
        HelpName = "GFLOPS",
    };

    DashboardCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var dashboard = new DashboardCommand(context);
        var command = new DocumentedCommand("dashboard", "Watch the trainings of a folder in the browser, while they go on.")
        {
            Examples =
            [
                ("dashboard runs", "http://127.0.0.1:8081, for this computer alone"),
                ("dashboard runs/first --port 0", "one run, on a free port"),
            ],
        };
        command.Arguments.Add(dashboard._runs);
        foreach (var option in dashboard._server.All) command.Options.Add(option);
        command.Options.Add(dashboard._ceiling);
        command.SetAction(dashboard.RunAsync);
        return command;
    }

    Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var runs = parsed.GetRequiredValue(_runs);
        if (!Directory.Exists(runs)) throw new UsageException($"There is no folder {runs}: give the folder in which resnext train makes its runs, such as runs.");
        if (parsed.GetValue(_ceiling) is <= 0 or double.NaN) throw new UsageException("--fma-ceiling is a rate in GFLOP/s: give the number that resnext bench shows.");
        var app = DashboardServer.Create(_server.Resolve(parsed), runs, new RunMeasurer(_context), parsed.GetValue(_ceiling));
        return RunningServer.RunAsync(app, url => _context.Output.WriteLine($"dashboard on {url}; Ctrl-C ends it"), cancellation);
    }
}
