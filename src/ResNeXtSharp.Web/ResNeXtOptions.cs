using ResNeXtSharp.Data;

namespace ResNeXtSharp.Web;

/// <summary>How requests are gathered, and how much a client may ask for.</summary>
public sealed class ResNeXtOptions
{
    /// <summary>The most pictures that the network takes at once.</summary>
    public int MaxBatch { get; set; } = 32;

    /// <summary>How long a batch that is not full waits for pictures that are being decoded. A picture that comes alone never waits.</summary>
    public TimeSpan MaxLatency { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The most requests that are worked on or wait once their bodies have arrived; further ones are refused at once with 503.</summary>
    public int MaxRequests { get; set; } = 64;

    /// <summary>The most bytes of all bodies together that have arrived and wait for their end; requests beyond are refused with 503.</summary>
    public long MaxBufferedBytes { get; set; } = 256_000_000;

    /// <summary>The most pictures of a request.</summary>
    public int MaxPictures { get; set; } = 32;

    /// <summary>The most bytes of a request's body.</summary>
    public long MaxBodyBytes { get; set; } = 10_000_000;

    /// <summary>How long a request may take until it is given up with 504.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The weights file that <c>GET model</c> names and hashes, or null.</summary>
    public string? Weights { get; set; }

    /// <summary>Opens the test pictures that <c>GET samples</c> shows some of; null shows none. Called once, at the first request.</summary>
    public Func<Dataset>? Samples { get; set; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLatency, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPictures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBodyBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBufferedBytes, MaxBodyBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
    }
}
