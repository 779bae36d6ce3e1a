using System.CommandLine;
using System.Net;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Cli.Serving;

/// <summary>Where a server listens.</summary>
sealed class ServerOptions(int port)
{
    public Option<string> Host { get; } = new("--host")
    {
        Description = "The address to listen on: 127.0.0.1 or ::1 for this computer alone, 0.0.0.0 for every network it is in",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    public Option<int> Port { get; } = new Option<int>("--port", "-p")
    {
        Description = "The port to listen on; 0 takes a free one",
        HelpName = "N",
        DefaultValueFactory = _ => port,
    }.AtLeast(0).AtMost(65535);

    public IEnumerable<Option> All => [Host, Port];

    /// <exception cref="UsageException">The host is no address.</exception>
    public ServerSettings Resolve(ParseResult parsed)
    {
        var host = parsed.GetRequiredValue(Host);
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var named) ? named : null;
        return address is not null ? new ServerSettings(address, parsed.GetValue(Port)) : throw new UsageException(
            $"--host {host} is no address: write 127.0.0.1 for this computer alone, or 0.0.0.0 for every network it is in.");
    }
}
