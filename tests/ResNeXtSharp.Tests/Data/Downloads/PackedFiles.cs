using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

/// <summary>Small archives and their description.</summary>
static class PackedFiles
{
    public static readonly byte[] First = Content(20_000, 3);
    public static readonly byte[] Second = Content(3_000, 7);

    /// <summary>A good archive: two files that are wanted and one that is not.</summary>
    public static readonly byte[] Good = Pack(("numbers/first.bin", First), ("numbers/readme.html", [1, 2, 3]), ("numbers/second.bin", Second));

    public static byte[] Pack(params (string Name, byte[] Content)[] files) =>
        Pack(files.Select(file => new UstarTarEntry(TarEntryType.RegularFile, file.Name) { DataStream = new MemoryStream(file.Content) }));

    public static byte[] Pack(IEnumerable<TarEntry> entries)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
            foreach (var entry in entries) tar.WriteEntry(entry);
        return packed.ToArray();
    }

    public static RemoteArchive Describe(byte[] archive, params Uri[] addresses) => new()
    {
        Title = "Numbers",
        FileName = "numbers.tar.gz",
        Addresses = addresses,
        Size = archive.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(archive)),
        Md5 = Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, archive)),
        Folder = "numbers",
        Members = [new ArchiveMember("first.bin", First.Length), new ArchiveMember("second.bin", Second.Length)],
    };

    // Random enough that packing does not shrink it to nothing.
    static byte[] Content(int length, ulong seed)
    {
        var random = new ResNeXtSharp.Randomness.CounterRandom(seed, ResNeXtSharp.Randomness.RandomPurpose.Synthetic);
        var content = new byte[length];
        for (var i = 0; i < length; i++) content[i] = (byte)random.NextUInt32();
        return content;
    }
}
