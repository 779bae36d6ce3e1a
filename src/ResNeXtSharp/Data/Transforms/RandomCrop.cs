namespace ResNeXtSharp.Data;

/// <summary>
/// Cuts out a square at a random place of the picture and a border of zeros around it, as <c>torchvision.transforms.RandomCrop</c>. Before
/// <see cref="Normalize"/> the border is black, after it of the mean colour.
/// </summary>
public sealed class RandomCrop : ITransform
{
    readonly int _size;
    readonly int _padding;

    /// <summary>A crop of a size.</summary>
    /// <param name="size">Rows and columns of the result.</param>
    /// <param name="padding">Width of the border around the picture.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than one, or <paramref name="padding"/> negative.</exception>
    public RandomCrop(int size, int padding = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (_size, _padding) = (size, padding);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The picture with its border is smaller than the crop.</exception>
    public void Apply(ImageSample sample)
    {
        var (rows, columns) = (sample.Height + 2 * _padding - _size, sample.Width + 2 * _padding - _size);
        if (rows < 0 || columns < 0)
        {
            throw new ArgumentException(
                $"A crop of {_size}x{_size} does not fit into a picture of {sample.Width}x{sample.Height} with a border of {_padding}: enlarge it with Resize first.",
                nameof(sample));
        }
        var top = sample.Random.NextInt32(rows + 1);
        var left = sample.Random.NextInt32(columns + 1);
        sample.Crop(top - _padding, left - _padding, _size, _size);
    }
}
