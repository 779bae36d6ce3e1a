using System.Buffers.Binary;
using System.Text;
using ResNeXtSharp.Protobuf;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Onnx;

/// <summary>Reads the fields of one protocol buffers message out of a file's bytes. Nothing in it is believed: every length is held against what is there.</summary>
/// <param name="file">The file's path, for messages.</param>
/// <param name="bytes">The whole file.</param>
/// <param name="start">Where the message begins.</param>
/// <param name="end">Where it ends.</param>
internal ref struct ProtobufReader(string file, ReadOnlySpan<byte> bytes, int start, int end)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _file = file;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _end = end;
    private int _position = start;
    private WireType _type;

    /// <summary>The field that <see cref="Next"/> found.</summary>
    internal int Field { get; private set; }

    /// <summary>Goes to the next field; false at the message's end. Read or <see cref="Skip"/> each one.</summary>
    internal bool Next()
    {
        if (_position == _end)
            return false;
        ulong tag = Varint();
        (Field, _type) = ((int)Math.Min(tag >> 3, int.MaxValue), (WireType)(tag & 7));
        return Field > 0 ? true : throw Bad("a field has no number");
    }

    internal long Integer()
    {
        Require(WireType.Varint);
        return (long)Varint();
    }

    internal float Float()
    {
        Require(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));
    }

    internal string Text()
    {
        ReadOnlySpan<byte> text = Block();
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw Bad("a text is not UTF-8", e);
        }
    }

    internal ReadOnlySpan<byte> Block()
    {
        Require(WireType.Block);
        return Take(Length());
    }

    internal ProtobufReader Message()
    {
        Require(WireType.Block);
        int length = Length(), begin = _position;
        Take(length);
        return new ProtobufReader(_file, _bytes, begin, begin + length);
    }

    /// <summary>The numbers of a repeated field: one in a field of its own, or several in a block.</summary>
    internal void Integers(List<long> numbers)
    {
        if (_type == WireType.Varint)
        {
            numbers.Add((long)Varint());
            return;
        }
        ProtobufReader packed = Message();
        while (packed._position < packed._end)
            numbers.Add((long)packed.Varint());
    }

    internal void Skip()
    {
        switch (_type)
        {
            case WireType.Varint: Varint(); break;
            case WireType.Fixed64: Take(sizeof(ulong)); break;
            case WireType.Block: Take(Length()); break;
            case WireType.Fixed32: Take(sizeof(uint)); break;
            default: throw Bad($"a field of the unknown kind {(int)_type}");
        }
    }

    internal readonly WeightFormatException Bad(string problem, Exception? inner = null) =>
        new(_file, $"{problem}: this is no ONNX file, or a damaged one", _position, innerException: inner);

    int Length()
    {
        ulong length = Varint();
        return length <= (ulong)(_end - _position) ? (int)length : throw Bad($"a block of {length:N0} bytes reaches past the end");
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > _end - _position)
            throw Bad("a value reaches past the end");
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Bad("a number is longer than 64 bits");
    }

    readonly void Require(WireType type)
    {
        if (_type != type)
            throw Bad($"field {Field} is stored as {_type} instead of {type}");
    }
}
