using System.Security.Cryptography;

namespace ResNeXtSharp.Data;

/// <summary>Tells whether a file is the published archive, bit for bit.</summary>
static class ArchiveFingerprint
{
    /// <exception cref="DatasetException">The file has another size or other hashes.</exception>
    public static void Verify(RemoteArchive archive, string file)
    {
        if (Difference(archive, file) is { } difference)
            throw new DatasetException($"{file} is not the published archive of {archive.Title}: {difference}. Delete it and get the data again.");
    }

    /// <summary>How the file differs from the published archive, or null if it does not.</summary>
    public static string? Difference(RemoteArchive archive, string file)
    {
        using var stream = File.OpenRead(file);
        if (stream.Length != archive.Size) return $"it has {stream.Length:N0} bytes instead of {archive.Size:N0}";

        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[1 << 17];
        while (stream.Read(buffer) is var count and > 0)
        {
            sha256.AppendData(buffer, 0, count);
            md5.AppendData(buffer, 0, count);
        }
        return Compare("SHA-256", sha256, archive.Sha256) ?? Compare("MD5", md5, archive.Md5);
    }

    static string? Compare(string name, IncrementalHash hash, string expected)
    {
        var actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        return actual == expected ? null : $"its {name} is {actual} instead of {expected}";
    }
}
