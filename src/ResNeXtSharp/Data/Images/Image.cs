namespace ResNeXtSharp.Data;

/// <summary>A picture of 8-bit red, green and blue. Its sizes change as PIL, and so torchvision, changes them, bit for bit.</summary>
public sealed class Image
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 3;

    readonly byte[] _pixels;

    /// <summary>A picture of given pixels.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Shape [height, width, 3]; kept, not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    /// <exception cref="ArgumentException">The number of bytes is not height x width x 3.</exception>
    public Image(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.LongLength != (long)width * height * Channels)
            throw new ArgumentException($"A picture of {width}x{height} has {(long)width * height * Channels} bytes, not {pixels.Length}.", nameof(pixels));
        (Width, Height, _pixels) = (width, height, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The bytes, shape [height, width, 3].</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Scales to a size: bilinear, and averaging over all covered pixels where the picture shrinks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public Image Resize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return width == Width && height == Height ? this : Apply(new Resize(height, width));
    }

    /// <summary>Scales the shorter side to a size and the longer one with it, as <c>torchvision.transforms.Resize</c> of one number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than one.</exception>
    public Image ResizeShorterSide(int size) => Apply(new Resize(size));

    /// <summary>Cuts out the middle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one or more than the picture's.</exception>
    public Image CenterCrop(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Height);
        return Apply(new CenterCrop(height, width));
    }

    /// <summary>What a transform of bytes makes of the picture.</summary>
    public Image Apply(ITransform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        var sample = new ImageSample();
        CopyTo(sample);
        transform.Apply(sample);
        return new Image(sample.Width, sample.Height, sample.Pixels.ToArray());
    }

    /// <summary>The picture as the bytes of a PNG file, which loses nothing.</summary>
    public byte[] ToPng() => PngEncoder.Encode(this);

    /// <summary>Puts the picture into a sample for the transforms.</summary>
    public void CopyTo(ImageSample sample) => Pixels.CopyTo(sample.Start(Height, Width, Channels));
}
