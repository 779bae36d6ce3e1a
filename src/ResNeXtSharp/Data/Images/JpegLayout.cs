using System.Buffers.Binary;

namespace ResNeXtSharp.Data;

/// <summary>Walks the segments of a JPEG file: how large the picture is, and whether the file goes on to its end.</summary>
static class JpegLayout
{
    const byte Escape = 0xFF;
    const byte StartOfImage = 0xD8;
    const byte EndOfImage = 0xD9;
    const byte StartOfScan = 0xDA;

    // Each scan goes over the whole picture, and a few bytes make one; encoders write about ten.
    const int MostScans = 64;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes is [Escape, StartOfImage, Escape, ..];

    /// <exception cref="FormatException">The file is cut, or its picture too large.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        var isSized = false;
        var scans = 0;
        var position = 2;
        while (true)
        {
            var marker = NextMarker(bytes, ref position);
            if (marker == EndOfImage) break;
            if (IsAlone(marker)) continue;
            var segment = NextSegment(bytes, ref position);
            if (IsFrame(marker))
            {
                if (segment.Length < 5) throw Cut();
                ImageFile.CheckSize(BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]));
                isSized = true;
            }
            if (marker != StartOfScan) continue;
            if (!isSized) throw new FormatException("it does not declare its size");
            if (++scans > MostScans) throw new FormatException($"it has more than {MostScans} scans");
        }
        if (!isSized) throw new FormatException("it does not declare its size");
    }

    // Between markers lies compressed data, in which an escape is followed by zero or a restart marker.
    static byte NextMarker(ReadOnlySpan<byte> bytes, ref int position)
    {
        while (true)
        {
            var offset = bytes[position..].IndexOf(Escape);
            if (offset < 0 || position + offset + 1 >= bytes.Length) throw Cut();
            position += offset + 1;
            var marker = bytes[position];
            if (marker == Escape) continue;
            position++;
            if (marker != 0) return marker;
        }
    }

    static ReadOnlySpan<byte> NextSegment(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (bytes.Length - position < 2) throw Cut();
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]);
        if (length < 2 || length > bytes.Length - position) throw Cut();
        var segment = bytes.Slice(position + 2, length - 2);
        position += length;
        return segment;
    }

    static bool IsAlone(byte marker) => marker is 0x01 or >= 0xD0 and <= 0xD8;

    static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    static FormatException Cut() => new("it is cut off or damaged");
}
