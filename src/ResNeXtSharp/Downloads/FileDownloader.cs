namespace ResNeXtSharp.Downloads;

/// <summary>
/// Downloads a file over HTTPS into a <c>.part</c> file, continues where an earlier attempt broke off, and gives it its name once size and
/// hashes are those published. Each address is tried three times, except where trying again cannot help.
/// </summary>
sealed class FileDownloader
{
    const int Tries = 3;

    readonly HttpMessageHandler? _handler;
    readonly TimeProvider _time;
    readonly bool _allowLoopback;

    /// <param name="handler">Sends the requests; by default straight or through the system's proxy.</param>
    /// <param name="time">Measures the pauses between tries and the silence of a server.</param>
    /// <param name="allowLoopback">Whether a server on this machine may speak plain HTTP.</param>
    public FileDownloader(HttpMessageHandler? handler = null, TimeProvider? time = null, bool allowLoopback = false)
    {
        _handler = handler;
        _time = time ?? TimeProvider.System;
        _allowLoopback = allowLoopback;
    }

    /// <summary>Downloads a published file to a path.</summary>
    /// <exception cref="DownloadException">No address gave the file; the message tells the last reason.</exception>
    public async Task DownloadAsync(RemoteFile remote, string file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var client = new HttpClient(_handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: _handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan, // a server's silence is limited instead, and not the time of a large file
        };
        var reasons = new List<string>();
        foreach (var address in remote.Addresses)
        {
            var transfer = new FileTransfer(new SecureGet(client, _allowLoopback), remote, address, file, _time);
            if (await TryAsync(transfer, progress, cancellation).ConfigureAwait(false) is not { } reason) return;
            reasons.Add($"{address.Host}: {reason}");
        }
        throw new DownloadException(string.Join("; ", reasons));
    }

    /// <summary>Tries one address.</summary>
    /// <returns>Null if the file arrived, else the reason why not.</returns>
    async Task<string?> TryAsync(FileTransfer transfer, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
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
