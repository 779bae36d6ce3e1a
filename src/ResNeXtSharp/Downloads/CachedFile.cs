namespace ResNeXtSharp.Downloads;

/// <summary>A published file in a folder: found and checked, or downloaded.</summary>
/// <param name="file">The published file.</param>
/// <param name="folder">Where it is kept; made if need be.</param>
/// <param name="downloader">Fetches it; by default over HTTPS.</param>
sealed class CachedFile(RemoteFile file, string folder, FileDownloader? downloader = null)
{
    /// <summary>The full path of the file.</summary>
    public string Location { get; } = Path.Combine(Path.GetFullPath(folder), file.FileName);

    /// <summary>Downloads the file unless it is there, and makes sure that it is the published one.</summary>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="DownloadException">The file is neither there nor can be had, or what is there is another.</exception>
    public string Prepare(bool download, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            if (File.Exists(Location)) Verify();
            else if (download) Download(progress, cancellation);
            else throw new DownloadException($"{file.Title} is not in {folder}. {ByHand()}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DownloadException($"{file.Title} cannot be kept as {Location}: {e.Message}", e);
        }
        return Location;
    }

    void Verify()
    {
        if (Fingerprint.Difference(file, Location) is { } difference)
            throw new DownloadException($"{Location} is not the published file of {file.Title}: {difference}. Delete it and download it again.");
    }

    void Download(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Location)!);
        try
        {
            // On the thread pool, so that a caller's synchronization context cannot dead-lock the wait.
            Task.Run(() => (downloader ?? new FileDownloader()).DownloadAsync(file, Location, progress, cancellation), cancellation).GetAwaiter().GetResult();
        }
        catch (DownloadException e)
        {
            throw new DownloadException($"{file.Title} could not be downloaded: {e.Message}. {ByHand()}", e);
        }
    }

    string ByHand() => $"{file.ByHand()} as {Location}.";
}
