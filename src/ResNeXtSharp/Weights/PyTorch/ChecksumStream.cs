using System.IO.Hashing;

namespace ResNeXtSharp.Weights;

/// <summary>Passes what is written on to another stream, and keeps its length and checksum.</summary>
/// <param name="target">Receives the bytes; it stays open.</param>
sealed class ChecksumStream(Stream target) : Stream
{
    readonly Crc32 _checksum = new();
    long _length;

    /// <summary>CRC-32 of everything written.</summary>
    public uint Checksum => _checksum.GetCurrentHashAsUInt32();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        target.Write(buffer);
        _checksum.Append(buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
