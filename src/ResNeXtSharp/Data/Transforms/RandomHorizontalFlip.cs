namespace ResNeXtSharp.Data;

/// <summary>Swaps left and right of some pictures, as <c>torchvision.transforms.RandomHorizontalFlip</c>.</summary>
public sealed class RandomHorizontalFlip : ITransform
{
    readonly float _probability;

    /// <summary>Flips with a probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in [0, 1].</exception>
    public RandomHorizontalFlip(float probability = 0.5f)
    {
        if (probability is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        _probability = probability;
    }

    /// <inheritdoc/>
    public void Apply(ImageSample sample)
    {
        if (sample.Random.NextSingle() < _probability) sample.FlipHorizontally();
    }
}
