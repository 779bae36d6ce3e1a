using ResNeXtSharp.Downloads;

namespace ResNeXtSharp.Data;

/// <summary>A published .tar.gz file, and what to take out of it.</summary>
sealed record RemoteArchive : RemoteFile
{
    /// <summary>The one folder inside the archive.</summary>
    public required string Folder { get; init; }

    /// <summary>The files to take out of <see cref="Folder"/>; all others are left.</summary>
    public required IReadOnlyList<ArchiveMember> Members { get; init; }
}
