using System.CommandLine;
using ResNeXtSharp.Web.Dashboard;

namespace ResNeXtSharp.Cli.Serving;

/// <summary><c>resnext dashboard</c>: every run of a folder in the browser, while it trains.</summary>
sealed class DashboardCommand
{
    readonly CommandContext _context;
    readonly Argument<string> _runs = new("RUNS") { Description = "The folder of run folders", DefaultValueFactory = _ => "runs" };
    readonly ServerOptions _server = new(port: 8081);

    DashboardCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var dashboard = new DashboardCommand(context);
        var command = new DocumentedCommand("dashboard", "Watch the trainings of a folder in the browser, while they go on.")
        {
            Examples =
            [
                ("dashboard runs", "http://127.0.0.1:8081, for this computer alone"),
            ],
        };
        command.Arguments.Add(dashboard._runs);
        foreach (var option in dashboard._server.All) command.Options.Add(option);
        command.SetAction(dashboard.RunAsync);
        return command;
    }

    Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var app = DashboardServer.Create(_server.Resolve(parsed), parsed.GetRequiredValue(_runs));
        return RunningServer.RunAsync(app, url => _context.Output.WriteLine($"dashboard on {url}; Ctrl-C ends it"), cancellation);
    }
}
