using System.Security.Cryptography;

namespace ResNeXtSharp.Downloads;

/// <summary>Tells whether a file is the published one, bit for bit.</summary>
static class Fingerprint
{
    /// <summary>How the file differs from the published one, or null if it does not.</summary>
    public static string? Difference(RemoteFile remote, string file)
    {
        using var stream = File.OpenRead(file);
        return Difference(remote, stream);
    }

    /// <summary>The same for an open file, which is read from its beginning to its end.</summary>
    public static string? Difference(RemoteFile remote, FileStream stream)
    {
        if (stream.Length < remote.Least || stream.Length > remote.Most)
            return $"it has {stream.Length:N0} bytes instead of {(remote.SizeTolerance > 0 ? "about " : "")}{remote.Size:N0}";

        stream.Seek(0, SeekOrigin.Begin);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[1 << 17];
        while (stream.Read(buffer) is var count and > 0)
        {
            sha256.AppendData(buffer, 0, count);
            md5.AppendData(buffer, 0, count);
        }
        return Compare("SHA-256", sha256, remote.Sha256) ?? (remote.Md5 is { } published ? Compare("MD5", md5, published) : null);
    }

    static string? Compare(string name, IncrementalHash hash, string expected)
    {
        var actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        return actual.StartsWith(expected, StringComparison.Ordinal) ? null : $"its {name} is {actual} instead of {expected}{(expected.Length < actual.Length ? "..." : "")}";
    }
}
