using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace ResNeXtSharp.Training;

/// <summary>
/// The framing of TensorFlow's record files (tensorflow/core/lib/io/record_writer.h): length, checksum of the length, data, checksum of the data, all
/// little-endian.
/// </summary>
internal static class RecordFraming
{
    private const int LengthBytes = sizeof(ulong);
    private const int HeaderBytes = LengthBytes + sizeof(uint);

    /// <summary>Adds a record.</summary>
    internal static void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> data)
    {
        int size = HeaderBytes + data.Length + sizeof(uint);
        Span<byte> record = target.GetSpan(size);
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[LengthBytes..], Checksum(record[..LengthBytes]));
        data.CopyTo(record[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[(HeaderBytes + data.Length)..], Checksum(data));
        target.Advance(size);
    }

    /// <summary>Bytes of a file up to the end of its last whole record: a process that was killed may have left a part of another.</summary>
    /// <returns>The bytes, or null if something else than a record begins somewhere.</returns>
    internal static long? WholeRecords(Stream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        long end = 0;
        while (file.Length - end >= HeaderBytes)
        {
            file.Position = end;
            file.ReadExactly(header);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[LengthBytes..]) != Checksum(header[..LengthBytes]))
                return null;
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            if (length > (ulong)Math.Max(file.Length - end - HeaderBytes - sizeof(uint), 0) || file.Length - end < HeaderBytes + sizeof(uint))
                break;
            end += HeaderBytes + (long)length + sizeof(uint);
        }
        return end;
    }

    /// <summary>CRC-32C (Castagnoli), turned and moved so that a checksum of data that holds checksums is none of them.</summary>
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }
}
