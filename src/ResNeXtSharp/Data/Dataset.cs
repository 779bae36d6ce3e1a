namespace ResNeXtSharp.Data;

/// <summary>Labelled pictures of one size, read by index. Reading is safe from several threads at once.</summary>
public abstract class Dataset
{
    /// <summary>A short name for messages, such as <c>CIFAR-10</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The number of pictures.</summary>
    public abstract int Count { get; }

    /// <summary>The name of each class; a label is an index into this list.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>Rows of a picture.</summary>
    public abstract int Height { get; }

    /// <summary>Columns of a picture.</summary>
    public abstract int Width { get; }

    /// <summary>Bytes of a pixel; 3 is red, green, blue.</summary>
    public virtual int Channels => 3;

    /// <summary>Bytes of a picture.</summary>
    public int PixelBytes => Height * Width * Channels;

    /// <summary>Reads one picture into the first <see cref="PixelBytes"/> bytes of a buffer: row by row, the channels of a pixel side by side.</summary>
    /// <returns>The label, in [0, <see cref="ClassNames"/>.Count).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Count"/>).</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is too short.</exception>
    /// <exception cref="DatasetException">The picture cannot be read.</exception>
    public int Read(int index, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (pixels.Length < PixelBytes)
            throw new ArgumentException($"A picture of {Name} has {PixelBytes} bytes, the buffer {pixels.Length}.", nameof(pixels));
        return ReadPicture(index, pixels[..PixelBytes]);
    }

    /// <summary>Reads one picture; index and buffer have been checked.</summary>
    protected abstract int ReadPicture(int index, Span<byte> pixels);
}
