using ResNeXtSharp.Downloads;

namespace ResNeXtSharp.Data;

/// <summary>The unpacked folder of an archive: found, or made from the archive beside it, which is downloaded first if need be.</summary>
sealed class ArchiveFolder
{
    readonly RemoteArchive _archive;
    readonly FileDownloader _downloader;

    /// <param name="archive">What the folder is unpacked from.</param>
    /// <param name="root">The folder itself, by its name or its content, or the one that holds it.</param>
    /// <param name="downloader">Fetches the archive; by default over HTTPS.</param>
    public ArchiveFolder(RemoteArchive archive, string root, FileDownloader? downloader = null)
    {
        _archive = archive;
        _downloader = downloader ?? new FileDownloader();
        var fullRoot = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var isFolder = Path.GetFileName(fullRoot) == archive.Folder || archive.Members.Any(member => File.Exists(Path.Combine(fullRoot, member.Name)));
        Location = isFolder ? fullRoot : Path.Combine(fullRoot, archive.Folder);
    }

    /// <summary>The full path of the folder.</summary>
    public string Location { get; }

    /// <summary>Whether the folder is there, or the archive to make it from.</summary>
    public bool IsThere => Directory.Exists(Location) || File.Exists(PackedFile);

    string PackedFile => Path.Combine(Parent, _archive.FileName);

    string Parent => Path.GetDirectoryName(Location) ?? Location;

    /// <summary>Makes the folder unless it is there. What a folder holds that is there already is for its reader to check.</summary>
    /// <returns>The full path of the folder.</returns>
    /// <exception cref="DatasetException">The folder is neither there nor can be made.</exception>
    public string Prepare(bool download, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (Directory.Exists(Location)) return Location;
        var file = PackedFile;
        try
        {
            if (File.Exists(file)) Verify(file);
            else if (download) Download(file, progress, cancellation);
            else throw new DatasetException($"{_archive.Title} is not in {Location}. {ByHand(file)}");
            ArchiveExtractor.Extract(_archive, file, Location);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{_archive.Title} cannot be written to {Parent}: {e.Message}", e);
        }
        return Location;
    }

    void Download(string file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Parent);
        try
        {
            // On the thread pool, so that a caller's synchronization context cannot dead-lock the wait.
            Task.Run(() => _downloader.DownloadAsync(_archive, file, progress, cancellation), cancellation).GetAwaiter().GetResult();
        }
        catch (DownloadException e)
        {
            throw new DatasetException($"{_archive.Title} could not be downloaded: {e.Message}. {ByHand(file)}", e);
        }
    }

    void Verify(string file)
    {
        if (Fingerprint.Difference(_archive, file) is { } difference)
            throw new DatasetException($"{file} is not the published archive of {_archive.Title}: {difference}. Delete it and get the data again.");
    }

    string ByHand(string file) => $"{_archive.ByHand()}, still packed, as {file}.";
}
