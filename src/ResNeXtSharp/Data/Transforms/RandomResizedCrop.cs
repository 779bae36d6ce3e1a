using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// Cuts out a rectangle of random area, proportion and place and scales it to a square, with the algorithm of
/// <c>torchvision.transforms.RandomResizedCrop</c> (Szegedy et al., "Going Deeper with Convolutions", 2015).
/// </summary>
public sealed class RandomResizedCrop : ITransform
{
    const int Tries = 10;

    readonly int _size;
    readonly (double Low, double High) _scale;
    readonly (double Low, double High) _ratio;

    /// <summary>A crop that becomes a square.</summary>
    /// <param name="size">Rows and columns of the result.</param>
    /// <param name="scale">The share of the picture's area that is cut out; by default 0.08 to 1.</param>
    /// <param name="ratio">Width by height of what is cut out; by default 3/4 to 4/3.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than one, or a range is empty or not positive.</exception>
    public RandomResizedCrop(int size, (double Low, double High)? scale = null, (double Low, double High)? ratio = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (_size, _scale, _ratio) = (size, scale ?? (0.08, 1), ratio ?? (3.0 / 4, 4.0 / 3));
        if (!IsRange(_scale) || _scale.High > 1) throw new ArgumentOutOfRangeException(nameof(scale), scale, "A share of the area lies above 0 and not above 1, the lower first.");
        if (!IsRange(_ratio)) throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "Proportions are positive, the lower first.");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The sample has become floats already.</exception>
    public void Apply(ImageSample sample)
    {
        var (top, left, height, width) = Choose(sample.Height, sample.Width, ref sample.Random);
        sample.Crop(top, left, height, width);
        sample.Resize(_size, _size);
    }

    /// <summary>Chooses the rectangle in a picture of a size.</summary>
    internal (int Top, int Left, int Height, int Width) Choose(int height, int width, ref CounterRandom random)
    {
        var area = (double)height * width;
        for (var i = 0; i < Tries; i++)
        {
            var target = area * Uniform(_scale.Low, _scale.High, ref random);
            var ratio = Math.Exp(Uniform(Math.Log(_ratio.Low), Math.Log(_ratio.High), ref random));
            var (w, h) = ((int)Math.Round(Math.Sqrt(target * ratio)), (int)Math.Round(Math.Sqrt(target / ratio)));
            if (w < 1 || w > width || h < 1 || h > height) continue;
            var top = random.NextInt32(height - h + 1);
            return (top, random.NextInt32(width - w + 1), h, w);
        }
        return Middle(height, width);
    }

    // Long pictures may have no room for any rectangle drawn: then the largest of an allowed proportion.
    (int Top, int Left, int Height, int Width) Middle(int height, int width)
    {
        var proportion = (double)width / height;
        var (w, h) = (width, height);
        if (proportion < _ratio.Low) h = Math.Max(1, (int)Math.Round(width / _ratio.Low));
        else if (proportion > _ratio.High) w = Math.Max(1, (int)Math.Round(height * _ratio.High));
        return ((height - h) / 2, (width - w) / 2, h, w);
    }

    static double Uniform(double low, double high, ref CounterRandom random) => low + (high - low) * random.NextDouble();

    static bool IsRange((double Low, double High) range) => range.Low > 0 && range.High >= range.Low && double.IsFinite(range.High);
}
