namespace ResNeXtSharp.Downloads;

/// <summary>A published file, pinned by size and hashes.</summary>
record RemoteFile
{
    /// <summary>What the file holds, for messages.</summary>
    public required string Title { get; init; }

    /// <summary>The name under which the file is stored.</summary>
    public required string FileName { get; init; }

    /// <summary>Where it is published, best first.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Its size in bytes, give or take <see cref="SizeTolerance"/>.</summary>
    public required long Size { get; init; }

    /// <summary>By how many bytes the published size may be off: publishers round.</summary>
    public long SizeTolerance { get; init; }

    /// <summary>Its SHA-256 in lower-case hexadecimal digits, or the beginning of it that is published.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its MD5 in lower-case hexadecimal digits, for comparison with the publisher's page; null if there is none.</summary>
    public string? Md5 { get; init; }

    /// <summary>The fewest bytes it can have.</summary>
    public long Least => Size - SizeTolerance;

    /// <summary>The most bytes it can have.</summary>
    public long Most => Size + SizeTolerance;

    /// <summary>How to get the file where the download cannot.</summary>
    public string ByHand()
    {
        var about = SizeTolerance == 0 ? "" : "about ";
        var begins = Sha256.Length == 64 ? "" : "beginning with ";
        return $"Get {Addresses[0]} ({about}{Size:N0} bytes, SHA-256 {begins}{Sha256}) and save it";
    }
}
