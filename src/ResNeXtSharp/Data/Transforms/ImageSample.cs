using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// A picture on its way through the transforms: first bytes, then, after <see cref="ToTensor"/>, floats; both row by row with the channels of a pixel
/// side by side. One sample is reused for many pictures.
/// </summary>
public sealed class ImageSample
{
    readonly PixelBuffer<byte> _pixels = new();
    readonly PixelBuffer<float> _values = new();
    CounterRandom _random;

    /// <summary>Where the picture stands in its data set.</summary>
    public int Index { get; private set; }

    /// <summary>The class of the picture.</summary>
    public int Label { get; set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Columns.</summary>
    public int Width { get; private set; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; private set; }

    /// <summary>Whether the picture has become floats.</summary>
    public bool IsTensor { get; private set; }

    /// <summary>Numbers of the picture.</summary>
    public int Length => checked(Height * Width * Channels);

    /// <summary>The picture as bytes, shape [height, width, channels].</summary>
    /// <exception cref="InvalidOperationException">The picture has become floats.</exception>
    public Span<byte> Pixels => IsTensor
        ? throw new InvalidOperationException("The picture is floats already: transforms of bytes go before ToTensor.")
        : _pixels.Current(Length);

    /// <summary>The picture as floats, shape [height, width, channels].</summary>
    /// <exception cref="InvalidOperationException">The picture is still bytes.</exception>
    public Span<float> Values => IsTensor
        ? _values.Current(Length)
        : throw new InvalidOperationException("The picture is still bytes: put ToTensor before the transforms of floats, such as Normalize.");

    /// <summary>Random numbers that depend on seed, epoch and index alone. All transforms of a sample draw from the one sequence.</summary>
    public ref CounterRandom Random => ref _random;

    /// <summary>Reads picture <paramref name="index"/> of a data set; its random numbers belong to (<paramref name="seed"/>, <paramref name="epoch"/>, index).</summary>
    public void Read(Dataset dataset, int index, ulong seed = 0, int epoch = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Index = index;
        _random = new CounterRandom(seed, RandomPurpose.Augmentation, (ulong)(uint)epoch << 32 | (uint)index);
        dataset.Read(index, this);
    }

    /// <summary>Makes room for a picture of bytes, for the caller to fill.</summary>
    /// <returns>The bytes, shape [height, width, channels], of undefined content.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public Span<byte> Start(int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        SetSize(height, width);
        (Channels, IsTensor) = (channels, false);
        return Pixels;
    }

    /// <summary>Cuts out a rectangle, which may reach beyond the picture: there it is filled with zeros.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public void Crop(int top, int left, int height, int width)
    {
        if ((top, left, height, width) == (0, 0, Height, Width)) return;
        if (IsTensor) Crop(_values, top, left, height, width);
        else Crop(_pixels, top, left, height, width);
    }

    /// <summary>Swaps left and right.</summary>
    public void FlipHorizontally()
    {
        if (IsTensor) PixelRows.Mirror(Values, Width, Channels);
        else PixelRows.Mirror(Pixels, Width, Channels);
    }

    /// <summary>Scales bytes to a size as PIL does, bit for bit: bilinear, and averaging over all covered pixels where the picture shrinks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    /// <exception cref="InvalidOperationException">The picture has become floats.</exception>
    /// <exception cref="DatasetException">The picture would have more pixels than <see cref="ImageFile.MaxPixels"/>: it is far too long for its width.</exception>
    public void Resize(int height, int width)
    {
        var source = Pixels;
        if ((long)height * width > ImageFile.MaxPixels)
            throw new DatasetException($"from {Width}x{Height} it would be scaled to {width}x{height}, and a picture has at most {ImageFile.MaxPixels:N0} pixels");
        var (sourceHeight, sourceWidth) = (Height, Width);
        SetSize(sourceHeight, width);
        if (width != sourceWidth)
        {
            var scaled = _pixels.Next(Length);
            Resampling.ScaleWidth(source, sourceWidth, scaled, width, Channels);
            source = scaled;
        }
        SetSize(height, width);
        if (height != sourceHeight) Resampling.ScaleHeight(source, sourceHeight, _pixels.Next(Length), height, width * Channels);
    }

    /// <summary>Makes room for a picture of bytes of the same size, which the caller fills from the present one.</summary>
    /// <returns>The bytes to fill.</returns>
    internal Span<byte> Rewrite(out ReadOnlySpan<byte> source)
    {
        source = Pixels;
        return _pixels.Next(Length);
    }

    /// <summary>Makes room for the picture's floats, which the caller fills from the bytes given back.</summary>
    internal ReadOnlySpan<byte> BecomeTensor()
    {
        var pixels = Pixels;
        IsTensor = true;
        return pixels;
    }

    void Crop<T>(PixelBuffer<T> buffer, int top, int left, int height, int width)
    {
        var source = buffer.Current(Length);
        var (sourceHeight, sourceWidth) = (Height, Width);
        SetSize(height, width);
        PixelRows.Crop(source, sourceHeight, sourceWidth, buffer.Next(Length), top, left, width, Channels);
    }

    void SetSize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (Height, Width) = (height, width);
    }
}
