using System.CommandLine;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Cli.Serving;

/// <summary><c>resnext serve</c>: answers pictures over HTTP, and shows a page to try it.</summary>
sealed class ServeCommand
{
    readonly CommandContext _context;
    readonly ServerOptions _server = new(port: 8080);

    ServeCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var serve = new ServeCommand(context);
        var command = new DocumentedCommand("serve", "Classify pictures over HTTP, with a page to try it in the browser.")
        {
            Examples =
            [
                ("serve", "http://127.0.0.1:8080, for this computer alone"),
            ],
        };
        foreach (var option in serve._server.All) command.Options.Add(option);
        command.SetAction(serve.RunAsync);
        return command;
    }

    Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var app = PredictionServer.Create(_server.Resolve(parsed));
        return RunningServer.RunAsync(app, url => _context.Output.WriteLine($"serving on {url}; Ctrl-C ends it"), cancellation);
    }
}
