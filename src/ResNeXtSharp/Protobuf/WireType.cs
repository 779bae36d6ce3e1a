namespace ResNeXtSharp.Protobuf;

/// <summary>How the value of a protocol buffers field is stored.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Block = 2,
    Fixed32 = 5,
}
