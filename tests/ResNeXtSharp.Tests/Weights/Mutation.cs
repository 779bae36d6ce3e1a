using System.Buffers.Binary;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>One to four random changes to the bytes of a file, the same for the same seed and number.</summary>
sealed class Mutation(ulong seed, int number)
{
    static readonly byte[][] Words =
    [
        [.. "\""u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [.. "-"u8], [.. "e9"u8], [.. ".0"u8], [.. "null"u8],
        [.. "\\ud800"u8], [.. "\\u0000"u8], [.. "F16"u8], [.. "F4"u8], [.. "C64"u8], [.. "BOOL"u8], [.. "shape"u8], [.. "dtype"u8],
        [.. "data_offsets"u8], [.. "__metadata__"u8], [.. "9223372036854775807"u8], [.. "18446744073709551615"u8], [0xff], [0], [0xef, 0xbb, 0xbf],
    ];

    ulong _state = seed + (ulong)number * 0xd1342543de82ef95;

    public byte[] Apply(byte[][] files)
    {
        List<byte> bytes = [.. files[Below(files.Length)]];
        for (int changes = 1 + Below(4); changes > 0; changes--) Change(bytes, files);
        return [.. bytes];
    }

    void Change(List<byte> bytes, byte[][] files)
    {
        int at = Below(bytes.Count + 1);
        int length = Below(Math.Min(24, bytes.Count - at) + 1);
        switch (Below(8))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << Below(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)Below(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 4: Overwrite(bytes, at, Words[Below(Words.Length)]); break;
            case 5: bytes.InsertRange(at, Words[Below(Words.Length)]); FixLength(bytes); break;
            case 6: Splice(bytes, files[Below(files.Length)]); break;
            default: bytes.RemoveRange(at, length); FixLength(bytes); break;
        }
    }

    static void Overwrite(List<byte> bytes, int at, byte[] word)
    {
        for (int i = 0; i < word.Length && at + i < bytes.Count; i++) bytes[at + i] = word[i];
    }

    void Splice(List<byte> bytes, byte[] other)
    {
        int cut = Below(Math.Min(bytes.Count, other.Length) + 1);
        bytes.RemoveRange(cut, bytes.Count - cut);
        bytes.AddRange(other.AsSpan(cut));
    }

    // Lets a change of the header get past the length prefix: the header ends at the last brace.
    static void FixLength(List<byte> bytes)
    {
        int end = bytes.LastIndexOf((byte)'}') + 1;
        if (end <= sizeof(ulong)) return;
        byte[] prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)(end - sizeof(ulong)));
        Overwrite(bytes, 0, prefix);
    }

    int Below(int limit) => (int)(Next() % (ulong)limit);

    // SplitMix64 (Steele, Lea and Flood, 2014).
    ulong Next()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }
}
