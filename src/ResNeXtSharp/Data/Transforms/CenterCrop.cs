namespace ResNeXtSharp.Data;

/// <summary>Cuts out the middle, as <c>torchvision.transforms.CenterCrop</c>; a smaller picture gets a border of zeros.</summary>
public sealed class CenterCrop : ITransform
{
    readonly int _height;
    readonly int _width;

    /// <summary>Cuts out a square.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than one.</exception>
    public CenterCrop(int size)
        : this(size, size)
    {
    }

    /// <summary>Cuts out a rectangle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public CenterCrop(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (_height, _width) = (height, width);
    }

    /// <inheritdoc/>
    public void Apply(ImageSample sample) => sample.Crop(Start(sample.Height, _height), Start(sample.Width, _width), _height, _width);

    // A half pixel goes to the even side, as Python rounds; the border of a smaller picture has its odd pixel behind it.
    static int Start(int length, int part) => part > length ? -((part - length) / 2) : (int)Math.Round((length - part) / 2.0);
}
