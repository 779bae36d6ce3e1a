using System.Formats.Tar;
using System.IO.Compression;

namespace ResNeXtSharp.Data;

/// <summary>
/// Unpacks the files an archive is known to hold, by their exact names and sizes, and nothing else: no path from the archive is ever used.
/// The folder appears whole or not at all.
/// </summary>
static class ArchiveExtractor
{
    /// <exception cref="DatasetException">A file is missing from the archive or of another size, or the archive is damaged.</exception>
    public static void Extract(RemoteArchive archive, string file, string folder)
    {
        var unfinished = $"{folder}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(unfinished);
            ExtractMembers(archive, file, unfinished);
            Publish(unfinished, folder);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DatasetException($"{file} cannot be unpacked: {e.Message} Delete it and get the data again.", e);
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    static void ExtractMembers(RemoteArchive archive, string file, string folder)
    {
        var missing = archive.Members.ToDictionary(member => $"{archive.Folder}/{member.Name}");
        using var packed = File.OpenRead(file);
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new TarReader(unpacked);
        while (missing.Count > 0 && reader.GetNextEntry() is { } entry)
        {
            if (!missing.Remove(entry.Name, out var member)) continue;
            if (entry.DataStream is not { } data || entry.Length != member.Size)
                throw new InvalidDataException($"{entry.Name} has {entry.Length:N0} bytes instead of {member.Size:N0}.");
            using var target = new FileStream(Path.Combine(folder, member.Name), FileMode.CreateNew, FileAccess.Write);
            data.CopyTo(target);
            // A gzip stream that was cut ends without an error: only the length tells.
            if (target.Length != member.Size) throw new InvalidDataException($"{entry.Name} ends after {target.Length:N0} of {member.Size:N0} bytes.");
            target.Flush(flushToDisk: true);
        }
        if (missing.Count > 0) throw new InvalidDataException($"{string.Join(", ", missing.Keys)} is not in it.");
    }

    static void Publish(string unfinished, string folder)
    {
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process unpacked the same archive meanwhile.
        }
    }
}
