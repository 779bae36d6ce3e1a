using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace ResNeXtSharp.Cli.Serving;

/// <summary>Runs a server until the user stops it.</summary>
static class RunningServer
{
    /// <summary>Starts the server, says where it is, and lets it answer what it has begun once the token is cancelled.</summary>
    /// <exception cref="UsageException">It cannot listen there.</exception>
    public static async Task<int> RunAsync(WebApplication app, Action<string> started, CancellationToken cancellation)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                throw new UsageException($"The server cannot listen there ({e.Message.TrimEnd('.')}): choose another --port or --host, or end what listens there.");
            }
            started(app.Urls.First());
            var stopped = new TaskCompletionSource();
            await using (cancellation.Register(stopped.SetResult)) await stopped.Task;
            await app.StopAsync(CancellationToken.None);
        }
        return ExitCode.Success;
    }
}
