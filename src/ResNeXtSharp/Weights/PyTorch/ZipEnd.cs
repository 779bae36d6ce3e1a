using System.Buffers.Binary;

namespace ResNeXtSharp.Weights;

/// <summary>What the last bytes of a zip archive say about its central directory.</summary>
/// <param name="Count">Number of records.</param>
/// <param name="Offset">Where the directory begins in the file.</param>
/// <param name="Length">Its bytes.</param>
/// <remarks>
/// Numbers and layout are those of PKWARE's APPNOTE 6.3, sections 4.3.14 to 4.3.16. Beyond the archive nothing may lie in the file: a comment or a trailer
/// would let two readers find two different directories.
/// </remarks>
readonly record struct ZipEnd(long Count, long Offset, long Length)
{
    const int EndLength = 22, LocatorLength = 20, End64Length = 56;
    const uint EndSignature = 0x06054b50, LocatorSignature = 0x07064b50, End64Signature = 0x06064b50;

    public static ZipEnd Read(WeightFile file)
    {
        long position = file.Length - EndLength;
        byte[] end = position >= 0 ? Bytes(file, position, EndLength) : [];
        if (end.Length == 0 || UInt32(end, 0) != EndSignature)
            throw new WeightFormatException(file.Path, $"the file holds {file.Length:N0} bytes and not the end of its zip archive: truncated or still downloading; download it again", file.Length);
        if (UInt16(end, 20) != 0) throw Bad(file, "the archive carries a comment", position);
        if (UInt16(end, 4) != 0 || UInt16(end, 6) != 0) throw Bad(file, "the archive is one part of several", position);
        if (UInt16(end, 8) != UInt16(end, 10)) throw Bad(file, "the archive's directory gives two numbers of records", position);
        var small = new ZipEnd(UInt16(end, 10), UInt32(end, 16), UInt32(end, 12));
        long directoryEnd = position;
        ZipEnd found = small;
        if (position >= LocatorLength && Bytes(file, position - LocatorLength, LocatorLength) is var locator && UInt32(locator, 0) == LocatorSignature)
        {
            directoryEnd = position - LocatorLength - End64Length;
            found = Read64(file, locator, directoryEnd);
            if (!Agree(small.Count, found.Count, ushort.MaxValue) || !Agree(small.Offset, found.Offset, uint.MaxValue) || !Agree(small.Length, found.Length, uint.MaxValue))
                throw Bad(file, "the archive's two end records contradict each other", position);
        }
        // Each term is below 2^63, their sum below 2^64.
        if ((ulong)found.Offset + (ulong)found.Length != (ulong)directoryEnd)
            throw Bad(file, "the archive's directory is not where its end record says", position);
        return found;
    }

    static ZipEnd Read64(WeightFile file, byte[] locator, long expected)
    {
        byte[] end = expected >= 0 ? Bytes(file, expected, End64Length) : [];
        if (end.Length == 0 || UInt32(end, 0) != End64Signature || Int64(file, locator, 8, expected) != expected || Int64(file, end, 4, expected) != End64Length - 12)
            throw Bad(file, "the archive's 64-bit end record is not where its locator says", expected);
        if (UInt32(locator, 4) != 0 || UInt32(end, 16) != 0 || UInt32(end, 20) != 0) throw Bad(file, "the archive is one part of several", expected);
        if (Int64(file, end, 24, expected) != Int64(file, end, 32, expected)) throw Bad(file, "the archive's directory gives two numbers of records", expected);
        return new ZipEnd(Int64(file, end, 32, expected), Int64(file, end, 48, expected), Int64(file, end, 40, expected));
    }

    // A number that does not fit its 16 or 32 bits is written as all ones.
    static bool Agree(long small, long large, long saturated) => small == large || small == saturated;

    static byte[] Bytes(WeightFile file, long offset, int length)
    {
        byte[] bytes = new byte[length];
        file.ReadExactly(offset, bytes);
        return bytes;
    }

    static ushort UInt16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    static uint UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    static long Int64(WeightFile file, byte[] bytes, int at, long position)
    {
        long number = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
        return number >= 0 ? number : throw Bad(file, "the archive's end record holds a number beyond 63 bits", position);
    }

    static WeightFormatException Bad(WeightFile file, string problem, long offset) => new(file.Path, $"{problem}: damaged or made to deceive; save it again", offset);
}
