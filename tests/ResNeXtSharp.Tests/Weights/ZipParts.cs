using System.IO.Hashing;
using System.Text;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>One record of an archive to be assembled; what is null is told truthfully.</summary>
sealed record ZipPart(string Name, byte[] Content)
{
    public byte[]? NameBytes { get; init; }

    public byte[]? LocalName { get; init; }

    public ushort Method { get; init; }

    public ushort? LocalMethod { get; init; }

    public ushort Flags { get; init; }

    public uint? Crc { get; init; }

    public uint? LocalCrc { get; init; }

    public uint? Size { get; init; }

    public uint? CompressedSize { get; init; }

    public uint? Header { get; init; }

    /// <summary>Of the directory's entry.</summary>
    public byte[] Extra { get; init; } = [];
}

/// <summary>Assembles zip archives from their parts, right or wrong, without the writer under test.</summary>
sealed class ZipParts(params ZipPart[] parts)
{
    public ushort Disk { get; init; }

    public ushort? Count { get; init; }

    public uint? Offset { get; init; }

    public uint? Length { get; init; }

    public byte[] Comment { get; init; } = [];

    /// <summary>Adds 64-bit end records; the arguments are count, directory length, directory offset and where the record lies.</summary>
    public Func<long, long, long, long, (long Count, long Length, long Offset, long At)>? End64 { get; init; }

    /// <summary>A PyTorch archive with one storage of 16 bytes.</summary>
    public static ZipPart[] Good(byte[]? pickle = null) =>
        [new("archive/data.pkl", pickle ?? PickleBuilder.Good()), new("archive/data/0", [.. Enumerable.Range(0, 16).Select(i => (byte)i)]), new("archive/version", [.. "3\n"u8])];

    public byte[] Build()
    {
        List<byte> bytes = [], directory = [];
        foreach (ZipPart part in parts)
        {
            byte[] name = part.NameBytes ?? Encoding.UTF8.GetBytes(part.Name), local = part.LocalName ?? name;
            uint crc = part.Crc ?? Crc32.HashToUInt32(part.Content), length = (uint)part.Content.Length, header = part.Header ?? (uint)bytes.Count;
            bytes.AddRange(
            [
                .. "PK\u0003\u0004"u8, 20, 0, .. U16(part.Flags), .. U16(part.LocalMethod ?? part.Method), 0, 0, 0, 0, .. U32(part.LocalCrc ?? crc),
                .. U32(part.CompressedSize ?? length), .. U32(part.Size ?? length), .. U16(local.Length), 0, 0, .. local, .. part.Content,
            ]);
            directory.AddRange(
            [
                .. "PK\u0001\u0002"u8, 20, 0, 20, 0, .. U16(part.Flags), .. U16(part.Method), 0, 0, 0, 0, .. U32(crc), .. U32(part.CompressedSize ?? length),
                .. U32(part.Size ?? length), .. U16(name.Length), .. U16(part.Extra.Length), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. U32(header), .. name, .. part.Extra,
            ]);
        }
        int start = bytes.Count;
        bytes.AddRange(directory);
        if (End64 is { } lie)
        {
            var (count, length, offset, at) = lie(parts.Length, directory.Count, start, bytes.Count);
            bytes.AddRange(
            [
                .. "PK\u0006\u0006"u8, .. BitConverter.GetBytes(44L), 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(count),
                .. BitConverter.GetBytes(length), .. BitConverter.GetBytes(offset), .. "PK\u0006\u0007"u8, 0, 0, 0, 0, .. BitConverter.GetBytes(at), 1, 0, 0, 0,
            ]);
        }
        ushort entries = Count ?? (ushort)parts.Length;
        return
        [
            .. bytes, .. "PK\u0005\u0006"u8, .. U16(Disk), 0, 0, .. U16(entries), .. U16(entries), .. U32(Length ?? (uint)directory.Count), .. U32(Offset ?? (uint)start),
            .. U16(Comment.Length), .. Comment,
        ];
    }

    static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

    static byte[] U32(uint value) => BitConverter.GetBytes(value);
}
