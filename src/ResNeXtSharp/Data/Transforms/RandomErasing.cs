using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// Sets a random rectangle of some pictures to zero, which after <see cref="Normalize"/> is the mean colour (Zhong et al., "Random Erasing Data Augmentation",
/// 2020), with the algorithm of <c>torchvision.transforms.RandomErasing</c>.
/// </summary>
public sealed class RandomErasing : ITransform
{
    const int Tries = 10;

    readonly float _probability;
    readonly (double Low, double High) _scale;
    readonly (double Low, double High) _ratio;

    /// <summary>Erases with a probability.</summary>
    /// <param name="probability">The share of pictures that lose a rectangle.</param>
    /// <param name="scale">The share of the picture's area that is erased; by default 0.02 to 0.33.</param>
    /// <param name="ratio">Height by width of the rectangle; by default 0.3 to 3.3.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in [0, 1], or a range is empty or not positive.</exception>
    public RandomErasing(float probability = 0.5f, (double Low, double High)? scale = null, (double Low, double High)? ratio = null)
    {
        if (probability is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        (_probability, _scale, _ratio) = (probability, scale ?? (0.02, 0.33), ratio ?? (0.3, 3.3));
        if (!IsRange(_scale) || _scale.High > 1) throw new ArgumentOutOfRangeException(nameof(scale), scale, "A share of the area lies above 0 and not above 1, the lower first.");
        if (!IsRange(_ratio)) throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "Proportions are positive, the lower first.");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The sample is still bytes.</exception>
    public void Apply(ImageSample sample)
    {
        var values = sample.Values;
        if (sample.Random.NextSingle() >= _probability) return;
        var (top, left, height, width) = Choose(sample.Height, sample.Width, ref sample.Random);
        for (var row = top; row < top + height; row++) values.Slice((row * sample.Width + left) * sample.Channels, width * sample.Channels).Clear();
    }

    /// <summary>Chooses the rectangle in a picture of a size; an empty one if none of those drawn fits.</summary>
    internal (int Top, int Left, int Height, int Width) Choose(int height, int width, ref CounterRandom random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var area = (double)height * width * Uniform(_scale.Low, _scale.High, ref random);
            var ratio = Math.Exp(Uniform(Math.Log(_ratio.Low), Math.Log(_ratio.High), ref random));
            var (h, w) = ((int)Math.Round(Math.Sqrt(area * ratio)), (int)Math.Round(Math.Sqrt(area / ratio)));
            if (h >= height || w >= width) continue;
            var top = random.NextInt32(height - h + 1);
            return (top, random.NextInt32(width - w + 1), h, w);
        }
        return default;
    }

    static double Uniform(double low, double high, ref CounterRandom random) => low + (high - low) * random.NextDouble();

    static bool IsRange((double Low, double High) range) => range.Low > 0 && range.High >= range.Low && double.IsFinite(range.High);
}
