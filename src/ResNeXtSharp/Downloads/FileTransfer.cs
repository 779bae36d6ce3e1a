using System.Net;
using System.Net.Http.Headers;

namespace ResNeXtSharp.Downloads;

/// <summary>Brings a published file from one address to its path; run again after a failure, it continues with what came before.</summary>
sealed class FileTransfer(SecureGet get, RemoteFile remote, Uri address, string file, TimeProvider time)
{
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    readonly string _partPath = file + ".part";
    EntityTagHeaderValue? _tag;

    /// <exception cref="TransferException">The file did not arrive whole.</exception>
    /// <exception cref="IOException">The disk is full, read-only or the file is in use.</exception>
    public async Task RunAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var continuedAt = await CompletePartAsync(progress, cancellation).ConfigureAwait(false);
        if (Fingerprint.Difference(remote, _partPath) is { } difference)
        {
            File.Delete(_partPath);
            // A file continued from an older attempt may be wrong because of its beginning, so a fresh start is worth a try.
            throw new TransferException($"what it sends is not the published file: {difference}", isFinal: continuedAt == 0);
        }
        File.Move(_partPath, file, overwrite: true);
    }

    /// <returns>The position from which on the file is new.</returns>
    async Task<long> CompletePartAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = new FileStream(_partPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            if (part.Length > remote.Most) part.SetLength(0);
            var end = part.Seek(0, SeekOrigin.End);
            // Where the size is known roughly, only the hash tells whether a part of about that size is whole.
            var isWhole = end == remote.Most || end >= remote.Least && Fingerprint.Difference(remote, part) is null;
            part.Seek(0, SeekOrigin.End);
            return isWhole ? end : await ReceiveAsync(part, progress, cancellation).ConfigureAwait(false);
        }
        finally
        {
            part.Flush(flushToDisk: true);
            var isEmpty = part.Length == 0;
            await part.DisposeAsync().ConfigureAwait(false);
            if (isEmpty) File.Delete(_partPath);
        }
    }

    async Task<long> ReceiveAsync(FileStream part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(LongestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        using var response = await FromNetwork(get.SendAsync(address, part.Position, _tag, either.Token), cancellation).ConfigureAwait(false);
        Accept(response, part);
        var start = part.Position;
        progress?.Report(new DownloadProgress(start, remote.Size));

        await using var body = await FromNetwork(response.Content.ReadAsStreamAsync(either.Token), cancellation).ConfigureAwait(false);
        var buffer = new byte[1 << 17];
        while (true)
        {
            silence.CancelAfter(LongestSilence);
            var count = await FromNetwork(body.ReadAsync(buffer, either.Token).AsTask(), cancellation).ConfigureAwait(false);
            if (count == 0) break;
            if (part.Position + count > remote.Most) throw Restart(part, $"it sends more than the {remote.Size:N0} bytes published", isFinal: true);
            await part.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(part.Position, remote.Size));
        }
        if (part.Position < remote.Least) throw new TransferException($"the connection ended after {part.Position:N0} of {remote.Size:N0} bytes");
        return start;
    }

    /// <summary>Checks what the server is about to send and sets the file to where that begins.</summary>
    void Accept(HttpResponseMessage response, FileStream part)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                var headers = response.Content.Headers;
                if (headers.ContentType?.MediaType == "text/html") throw new TransferException("it sends a web page instead of the file", isFinal: true);
                if (headers.ContentLength is { } length && !Fits(length))
                    throw new TransferException($"it sends {length:N0} bytes instead of {remote.Size:N0}", isFinal: true);
                part.SetLength(0);
                break;
            case HttpStatusCode.PartialContent:
                var range = response.Content.Headers.ContentRange;
                if (range?.From != part.Position || range.Length is { } whole && !Fits(whole))
                    throw Restart(part, $"it continues with the range {range} instead of byte {part.Position}");
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                throw Restart(part, $"it answers {status}");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new TransferException($"it answers {status}");
            default:
                throw new TransferException($"it answers {status}", isFinal: true);
        }
        _tag = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
    }

    bool Fits(long length) => length >= remote.Least && length <= remote.Most;

    static TransferException Restart(FileStream part, string reason, bool isFinal = false)
    {
        part.SetLength(0);
        return new TransferException(reason, isFinal);
    }

    static async Task<T> FromNetwork<T>(Task<T> task, CancellationToken cancellation)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TransferException($"the server is silent for {LongestSilence.TotalSeconds:N0} seconds", innerException: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TransferException(e.InnerException?.Message ?? e.Message, innerException: e);
        }
    }
}
