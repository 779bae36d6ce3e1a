using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Protobuf;

/// <summary>Writes the fields of one protocol buffers message; the wire format is six rules long (protobuf.dev/programming-guides/encoding).</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal int Length => _bytes.WrittenCount;

    internal ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>An integer or enumeration.</summary>
    internal ProtobufWriter Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
        return this;
    }

    internal ProtobufWriter Float(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    internal ProtobufWriter Double(int field, double value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
        return this;
    }

    internal ProtobufWriter Text(int field, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        BlockHeader(field, length);
        _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length)));
        return this;
    }

    internal ProtobufWriter Message(int field, ProtobufWriter message)
    {
        BlockHeader(field, message.Length);
        _bytes.Write(message.Bytes);
        return this;
    }

    /// <summary>Forgets everything written and keeps the memory.</summary>
    internal ProtobufWriter Clear()
    {
        _bytes.ResetWrittenCount();
        return this;
    }

    /// <summary>The start of a block whose <paramref name="length"/> bytes follow by other means.</summary>
    internal ProtobufWriter BlockHeader(int field, long length)
    {
        Tag(field, WireType.Block);
        Varint((ulong)length);
        return this;
    }

    void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (uint)type);

    // Seven bits a byte, lowest first; the eighth says that more follow.
    void Varint(ulong value)
    {
        const int Longest = 10;
        Span<byte> target = _bytes.GetSpan(Longest);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            target[length++] = (byte)(value | 0x80);
        target[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
