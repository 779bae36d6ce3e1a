using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>A forward reader over the part of a file that holds pickles.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Offset of the first byte.</param>
/// <param name="end">Offset behind the last byte that may be read.</param>
sealed class PickleBytes(WeightFile file, long start, long end)
{
    const int ChunkBytes = 64 * 1024, MaxLine = 1024;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    byte[] _buffer = new byte[Math.Min(ChunkBytes, end - start)];
    long _bufferEnd = start;
    int _next, _filled;

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>Offset in the file of the byte that comes next.</summary>
    public long Position => _bufferEnd - (_filled - _next);

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double BigEndianDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>An integer of up to eight bytes, two's complement, as pickle's LONG1 writes it.</summary>
    public long Integer(int length)
    {
        if (length > sizeof(long)) throw Bad($"an integer of {length} bytes, more than any size or offset needs");
        ReadOnlySpan<byte> bytes = Take(length);
        long value = length > 0 && (bytes[^1] & 0x80) != 0 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--) value = value << 8 | bytes[i];
        return value;
    }

    /// <summary>UTF-8 text of a known length.</summary>
    public string Text(uint length, int limit)
    {
        if (length > limit) throw Bad($"a text of {length:N0} bytes, more than {limit:N0}");
        return Decode(Take((int)length));
    }

    /// <summary>Text up to the next line feed, which is skipped.</summary>
    public string Line()
    {
        var line = new List<byte>();
        for (byte next = Byte(); next != '\n'; next = Byte())
        {
            if (line.Count == MaxLine) throw Bad($"a line of more than {MaxLine:N0} bytes");
            line.Add(next);
        }
        return Decode(line.ToArray());
    }

    /// <summary>An error at the byte that comes next.</summary>
    public WeightFormatException Bad(string problem, Exception? innerException = null) => Bad(problem, Position, innerException);

    /// <summary>An error at a byte of the file.</summary>
    public WeightFormatException Bad(string problem, long offset, Exception? innerException = null) =>
        new(file.Path, $"its pickle holds {problem}: damaged or no weights; save the state dict alone", offset, innerException: innerException);

    string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw Bad("text that is not UTF-8", e);
        }
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (_filled - _next < count) Fill(count);
        _next += count;
        return _buffer.AsSpan(_next - count, count);
    }

    void Fill(int count)
    {
        int kept = _filled - _next;
        if (count - kept > end - _bufferEnd) throw Bad("an operation that its end cuts off");
        byte[] target = count > _buffer.Length ? new byte[count] : _buffer;
        _buffer.AsSpan(_next, kept).CopyTo(target);
        int read = (int)Math.Min(target.Length - kept, end - _bufferEnd);
        file.ReadExactly(_bufferEnd, target.AsSpan(kept, read));
        (_buffer, _next, _filled) = (target, 0, kept + read);
        _bufferEnd += read;
    }
}
