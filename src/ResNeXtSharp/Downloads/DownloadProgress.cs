namespace ResNeXtSharp.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes on disk, those of an earlier, broken attempt included.</param>
/// <param name="Total">Bytes of the whole file.</param>
public readonly record struct DownloadProgress(long Received, long Total);
