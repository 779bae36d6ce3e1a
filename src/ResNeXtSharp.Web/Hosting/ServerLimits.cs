namespace ResNeXtSharp.Web.Hosting;

/// <summary>What one client may take from a server that the commands run.</summary>
static class ServerLimits
{
    /// <summary>Open connections. More than requests are let in, so that those above are told so, rather than cut off.</summary>
    public const long Connections = 1000;

    /// <summary>Bytes of a body, unless an endpoint says otherwise.</summary>
    public const long BodyBytes = 10_000_000;

    /// <summary>The slowest a body may arrive or an answer be read, after <see cref="Grace"/>.</summary>
    public const double BytesPerSecond = 240;

    /// <summary>How long a client may be slower.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long the headers of a request may take.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(15);

    /// <summary>How long requests that have begun may take when the server ends.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(9);
}
