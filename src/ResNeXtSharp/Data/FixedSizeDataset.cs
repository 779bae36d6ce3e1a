namespace ResNeXtSharp.Data;

/// <summary>Labelled pictures that are all of one size.</summary>
public abstract class FixedSizeDataset : Dataset
{
    /// <summary>Rows of a picture.</summary>
    public abstract int Height { get; }

    /// <summary>Columns of a picture.</summary>
    public abstract int Width { get; }

    /// <summary>Bytes of a pixel; 3 is red, green, blue.</summary>
    public virtual int Channels => 3;

    /// <summary>Bytes of a picture.</summary>
    public int PixelBytes => Height * Width * Channels;

    /// <summary>Reads one picture into the first <see cref="PixelBytes"/> bytes of a buffer: row by row, the channels of a pixel side by side.</summary>
    /// <returns>The label, in [0, <see cref="Dataset.ClassNames"/>.Count).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Dataset.Count"/>).</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is too short.</exception>
    /// <exception cref="DatasetException">The picture cannot be read.</exception>
    public int Read(int index, Span<byte> pixels)
    {
        CheckIndex(index);
        if (pixels.Length < PixelBytes)
            throw new ArgumentException($"A picture of {Name} has {PixelBytes} bytes, the buffer {pixels.Length}.", nameof(pixels));
        ReadPixels(index, pixels[..PixelBytes]);
        return Label(index);
    }

    /// <summary>Reads one picture; index and buffer have been checked.</summary>
    protected abstract void ReadPixels(int index, Span<byte> pixels);

    /// <inheritdoc/>
    protected sealed override void ReadPicture(int index, ImageSample sample) => ReadPixels(index, sample.Start(Height, Width, Channels));
}
