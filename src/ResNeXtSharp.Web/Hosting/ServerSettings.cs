using System.Net;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>Where a server listens.</summary>
/// <param name="Address">The network address; loopback is this computer alone.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
public sealed record ServerSettings(IPAddress Address, int Port);
