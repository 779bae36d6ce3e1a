namespace ResNeXtSharp.Data;

/// <summary>Scales a picture of bytes as <c>torchvision.transforms.Resize</c> scales one of PIL: bilinear with antialiasing, bit for bit.</summary>
public sealed class Resize : ITransform
{
    readonly int _height;
    readonly int? _width;

    /// <summary>Scales the shorter side to a size, and the longer one with it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shorterSide"/> is less than one.</exception>
    public Resize(int shorterSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shorterSide, 1);
        _height = shorterSide;
    }

    /// <summary>Scales to a size, whatever becomes of the proportions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public Resize(int height, int width)
        : this(height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _width = width;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The sample has become floats already.</exception>
    /// <exception cref="DatasetException">The picture is far too long for its width.</exception>
    public void Apply(ImageSample sample)
    {
        if (_width is { } width) sample.Resize(_height, width);
        else if (sample.Width <= sample.Height) sample.Resize(Longer(sample.Height, sample.Width), _height);
        else sample.Resize(_height, Longer(sample.Width, sample.Height));
    }

    int Longer(int longer, int shorter) => (int)Math.Min((long)_height * longer / shorter, int.MaxValue);
}
