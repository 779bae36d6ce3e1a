using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>Writes a zip archive of uncompressed records from front to back, each beginning at a multiple of 64 bytes as PyTorch aligns them.</summary>
/// <remarks>A record's checksum is known behind it only, so that a descriptor follows it (APPNOTE 6.3, section 4.3.9). Archives end below 4 GiB.</remarks>
/// <param name="stream">Receives the archive; it stays open.</param>
sealed class StoredZipWriter(Stream stream)
{
    const int Alignment = 64, HeaderLength = 30;
    const ushort Version = 20, DescriptorFollows = 1 << 3, NameIsUtf8 = 1 << 11, Flags = DescriptorFollows | NameIsUtf8;

    // 1 January 1980, the first day there is: the same records give the same bytes at any time.
    const ushort Day = 1 << 5 | 1;

    readonly List<byte> _directory = [];
    long _position;
    ushort _count;

    /// <summary>Appends a record.</summary>
    /// <param name="name">Its whole name, ASCII.</param>
    /// <param name="write">Writes its bytes.</param>
    public void Add(string name, Action<Stream> write)
    {
        byte[] nameBytes = Encoding.ASCII.GetBytes(name);
        long header = _position;
        int padding = Padding(header + HeaderLength + nameBytes.Length);
        Emit([.. Bytes(0x04034b50u), .. Common(0, 0, 0), .. Bytes((ushort)nameBytes.Length), .. Bytes((ushort)padding), .. nameBytes, .. PaddingField(padding)]);
        var content = new ChecksumStream(stream);
        write(content);
        _position += content.Length;
        uint size = checked((uint)content.Length);
        Emit([.. Bytes(0x08074b50u), .. Bytes(content.Checksum), .. Bytes(size), .. Bytes(size)]);
        _directory.AddRange(
        [
            .. Bytes(0x02014b50u), .. Bytes(Version), .. Common(content.Checksum, size, size), .. Bytes((ushort)nameBytes.Length), .. new byte[12],
            .. Bytes(checked((uint)header)), .. nameBytes,
        ]);
        _count = checked((ushort)(_count + 1));
    }

    /// <summary>Appends the directory.</summary>
    public void Finish()
    {
        byte[] directory = [.. _directory];
        uint start = checked((uint)_position);
        Emit(directory);
        Emit([.. Bytes(0x06054b50u), .. new byte[4], .. Bytes(_count), .. Bytes(_count), .. Bytes((uint)directory.Length), .. Bytes(start), .. new byte[2]]);
    }

    // What a local header and a directory's entry have in common: version, flags, method 0, time, day, checksum and two sizes.
    static byte[] Common(uint checksum, uint compressed, uint size) =>
        [.. Bytes(Version), .. Bytes(Flags), .. new byte[4], .. Bytes(Day), .. Bytes(checksum), .. Bytes(compressed), .. Bytes(size)];

    // An extra field takes at least the four bytes of its own header.
    static int Padding(long dataStart)
    {
        int padding = (int)((Alignment - dataStart % Alignment) % Alignment);
        return padding is > 0 and < 4 ? padding + Alignment : padding;
    }

    static byte[] PaddingField(int length) => length == 0 ? [] : [.. "FB"u8, .. Bytes((ushort)(length - 4)), .. Enumerable.Repeat((byte)'Z', length - 4)];

    static byte[] Bytes(ushort value)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    static byte[] Bytes(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    void Emit(byte[] bytes)
    {
        stream.Write(bytes);
        _position += bytes.Length;
    }
}
