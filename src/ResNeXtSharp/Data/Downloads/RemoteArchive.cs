namespace ResNeXtSharp.Data;

/// <summary>A published .tar.gz file, pinned by size and hashes, and what to take out of it.</summary>
sealed record RemoteArchive
{
    /// <summary>What the archive holds, for messages.</summary>
    public required string Title { get; init; }

    /// <summary>The name under which the archive is stored.</summary>
    public required string FileName { get; init; }

    /// <summary>Where it is published, best first.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Its SHA-256 in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its MD5 in lower-case hexadecimal digits, for comparison with the publisher's page.</summary>
    public required string Md5 { get; init; }

    /// <summary>The one folder inside the archive.</summary>
    public required string Folder { get; init; }

    /// <summary>The files to take out of <see cref="Folder"/>; all others are left.</summary>
    public required IReadOnlyList<ArchiveMember> Members { get; init; }
}
