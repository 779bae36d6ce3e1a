using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// A picture on its way through the transforms: first bytes, then, after <see cref="ToTensor"/>, floats; both row by row with the channels of a pixel
/// side by side. One sample is reused for many pictures.
/// </summary>
public sealed class ImageSample
{
    byte[] _pixels = [];
    float[] _values = [];
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
    public int Length => Height * Width * Channels;

    /// <summary>The picture as bytes, shape [height, width, channels].</summary>
    /// <exception cref="InvalidOperationException">The picture has become floats.</exception>
    public Span<byte> Pixels => IsTensor
        ? throw new InvalidOperationException("The picture is floats already: transforms of bytes go before ToTensor.")
        : _pixels.AsSpan(0, Length);

    /// <summary>The picture as floats, shape [height, width, channels].</summary>
    /// <exception cref="InvalidOperationException">The picture is still bytes.</exception>
    public Span<float> Values => IsTensor
        ? _values.AsSpan(0, Length)
        : throw new InvalidOperationException("The picture is still bytes: put ToTensor before the transforms of floats, such as Normalize.");

    /// <summary>Random numbers that depend on seed, epoch and index alone. All transforms of a sample draw from the one sequence.</summary>
    public ref CounterRandom Random => ref _random;

    /// <summary>Reads picture <paramref name="index"/> of a data set; its random numbers belong to (<paramref name="seed"/>, <paramref name="epoch"/>, index).</summary>
    public void Read(Dataset dataset, int index, ulong seed = 0, int epoch = 0)
    {
        Start(dataset.Height, dataset.Width, dataset.Channels);
        Index = index;
        _random = new CounterRandom(seed, RandomPurpose.Augmentation, (ulong)(uint)epoch << 32 | (uint)index);
        Label = dataset.Read(index, _pixels);
    }

    /// <summary>Makes room for a picture of bytes, for the caller to fill.</summary>
    /// <returns>The bytes, shape [height, width, channels], of undefined content.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public Span<byte> Start(int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (Height, Width, Channels, IsTensor) = (height, width, channels, false);
        if (_pixels.Length < Length) _pixels = new byte[Length];
        return Pixels;
    }

    /// <summary>Makes room for the picture's floats, which the caller fills from the bytes given back.</summary>
    internal ReadOnlySpan<byte> BecomeTensor()
    {
        var pixels = Pixels;
        if (_values.Length < Length) _values = new float[Length];
        IsTensor = true;
        return pixels;
    }
}
