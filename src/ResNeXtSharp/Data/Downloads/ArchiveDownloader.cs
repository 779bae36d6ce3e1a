namespace ResNeXtSharp.Data;

/// <summary>
/// Downloads an archive over HTTPS into a <c>.part</c> file, continues where an earlier attempt broke off, and gives the file its name once size and
/// hashes are those published. Each address is tried three times, except where trying again cannot help.
/// </summary>
sealed class ArchiveDownloader
{
    const int Tries = 3;

    readonly HttpMessageHandler? _handler;
    readonly TimeProvider _time;
    readonly bool _allowLoopback;

    /// <param name="handler">Sends the requests; by default straight or through the system's proxy.</param>
    /// <param name="time">Measures the pauses between tries and the silence of a server.</param>
    /// <param name="allowLoopback">Whether a server on this machine may speak plain HTTP.</param>
    public ArchiveDownloader(HttpMessageHandler? handler = null, TimeProvider? time = null, bool allowLoopback = false)
    {
        _handler = handler;
        _time = time ?? TimeProvider.System;
        _allowLoopback = allowLoopback;
    }

    /// <summary>Downloads an archive to a file.</summary>
    /// <exception cref="DatasetException">No address gave the archive; the message tells the last reason.</exception>
    public async Task DownloadAsync(RemoteArchive archive, string file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var client = new HttpClient(_handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: _handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan, // a server's silence is limited instead, and not the time of a large file
        };
        var reasons = new List<string>();
        foreach (var address in archive.Addresses)
        {
            var transfer = new ArchiveTransfer(new SecureGet(client, _allowLoopback), archive, address, file, _time);
            if (await TryAsync(transfer, progress, cancellation).ConfigureAwait(false) is not { } reason) return;
            reasons.Add($"{address.Host}: {reason}");
        }
        throw new DatasetException(string.Join("; ", reasons));
    }

    /// <summary>Tries one address.</summary>
    /// <returns>Null if the archive arrived, else the reason why not.</returns>
    async Task<string?> TryAsync(ArchiveTransfer transfer, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await transfer.RunAsync(progress, cancellation).ConfigureAwait(false);
                return null;
            }
            catch (TransferException e) when (e.IsFinal || attempt == Tries)
            {
                return e.Message;
            }
            catch (TransferException)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt * attempt), _time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
