using System.Buffers;
using System.IO.Hashing;

namespace ResNeXtSharp.Weights;

/// <summary>One stored record of a zip archive.</summary>
/// <param name="Name">The whole name, folders included.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Crc32">Their checksum according to the archive's directory.</param>
sealed record ZipRecord(string Name, long Offset, long Length, uint Crc32)
{
    const int ChunkBytes = 128 * 1024;

    /// <summary>Compares the bytes with their checksum. .NET's own reader of zip archives does not.</summary>
    /// <exception cref="WeightFormatException">They differ.</exception>
    public void RequireIntact(WeightFile file)
    {
        var checksum = new Crc32();
        byte[] chunk = ArrayPool<byte>.Shared.Rent((int)Math.Min(Length, ChunkBytes));
        for (long done = 0; done < Length;)
        {
            Span<byte> bytes = chunk.AsSpan(0, (int)Math.Min(Length - done, chunk.Length));
            file.ReadExactly(Offset + done, bytes);
            checksum.Append(bytes);
            done += bytes.Length;
        }
        ArrayPool<byte>.Shared.Return(chunk);
        if (checksum.GetCurrentHashAsUInt32() != Crc32)
            throw new WeightFormatException(file.Path, $"the bytes of its record {PrintableText.Quote(Name)} do not have the checksum (CRC-32) they were stored with: damaged, download it again", Offset);
    }

    /// <summary>All bytes of a small record, compared with their checksum.</summary>
    public byte[] ReadAll(WeightFile file)
    {
        RequireIntact(file);
        byte[] bytes = new byte[Length];
        file.ReadExactly(Offset, bytes);
        return bytes;
    }
}
