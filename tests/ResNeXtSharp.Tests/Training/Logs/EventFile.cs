using System.Text;

namespace ResNeXtSharp.Tests.Training;

/// <summary>
/// A reader of TensorBoard's event files, written from the formats' descriptions (TFRecord, event.proto, CRC-32C bit by bit) and sharing nothing with the
/// writer. It refuses every file that TensorBoard would stop reading in.
/// </summary>
internal static class EventFile
{
    internal sealed record Scalar(string Tag, float Value, long Step, double WallTime);

    /// <exception cref="InvalidDataException">A record is damaged or cut off, or the first is no version.</exception>
    internal static IReadOnlyList<Scalar> Read(byte[] file)
    {
        var scalars = new List<Scalar>();
        int records = 0;
        for (int at = 0; at < file.Length; records++)
        {
            ReadOnlySpan<byte> record = Record(file, ref at);
            Dictionary<int, List<object>> fields = Fields(record);
            if (records == 0)
            {
                if (Encoding.UTF8.GetString((byte[])fields[3].Single()) != "brain.Event:2")
                    throw new InvalidDataException("The first record is no version.");
                continue;
            }
            foreach (object value in Fields((byte[])fields[5].Single())[1])
            {
                Dictionary<int, List<object>> scalar = Fields((byte[])value);
                scalars.Add(new Scalar(
                    Encoding.UTF8.GetString((byte[])scalar[1].Single()), BitConverter.UInt32BitsToSingle((uint)scalar[2].Single()),
                    (long)(ulong)fields[2].Single(), BitConverter.UInt64BitsToDouble((ulong)fields[1].Single())));
            }
        }
        return records > 0 ? scalars : throw new InvalidDataException("There is no record.");
    }

    static ReadOnlySpan<byte> Record(byte[] file, ref int at)
    {
        ReadOnlySpan<byte> header = Take(file, ref at, 8);
        Check(header, Take(file, ref at, 4));
        ReadOnlySpan<byte> data = Take(file, ref at, checked((int)BitConverter.ToUInt64(header)));
        Check(data, Take(file, ref at, 4));
        return data;
    }

    static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> masked)
    {
        uint rotated = BitConverter.ToUInt32(masked) - 0xa282ead8u;
        if (((rotated >> 17) | (rotated << 15)) != Crc32C(data))
            throw new InvalidDataException("A checksum is wrong.");
    }

    /// <summary>RFC 3720, appendix B.4, one bit at a time.</summary>
    internal static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = 0xffffffff;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
        }
        return crc ^ 0xffffffff;
    }

    static Dictionary<int, List<object>> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new Dictionary<int, List<object>>();
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Varint(message, ref at);
            object value = (tag & 7) switch
            {
                0 => Varint(message, ref at),
                1 => BitConverter.ToUInt64(Take(message, ref at, 8)),
                2 => Take(message, ref at, (int)Varint(message, ref at)).ToArray(),
                5 => BitConverter.ToUInt32(Take(message, ref at, 4)),
                _ => throw new InvalidDataException("A wire type is unknown."),
            };
            int field = (int)(tag >> 3);
            if (!fields.TryGetValue(field, out List<object>? values))
                fields[field] = values = [];
            values.Add(value);
        }
        return fields;
    }

    static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(bytes, ref at, 1)[0];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
    }

    static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int at, int count)
    {
        if (count > bytes.Length - at)
            throw new InvalidDataException("The file is cut off.");
        at += count;
        return bytes.Slice(at - count, count);
    }
}
