using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Pastes a rectangle of another picture into each (Yun et al., "CutMix", 2019), the same place for the whole batch as in torchvision's CutMix.</summary>
/// <param name="alpha">Both parameters of the beta distribution that the rectangle's share of the area is drawn from.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not positive.</exception>
public sealed class CutMix(double alpha = 1) : IBatchTransform
{
    readonly double _alpha = MixChoice.Positive(alpha);

    /// <inheritdoc/>
    public double Mix(BatchPictures pictures, ref CounterRandom random)
    {
        var half = Math.Sqrt(1 - BetaDistribution.Next(_alpha, ref random)) / 2;
        var (left, right) = Range(pictures.Width, half, ref random);
        var (top, bottom) = Range(pictures.Height, half, ref random);
        if (pictures.Count < 2 || left == right || top == bottom) return 0;
        pictures.KeepLast();
        for (var i = pictures.Count - 1; i >= 0; i--)
        {
            var source = pictures.Before(i);
            var target = pictures[i];
            for (var row = top; row < bottom; row++)
            {
                var start = (row * pictures.Width + left) * pictures.Channels;
                source.Slice(start, (right - left) * pictures.Channels).CopyTo(target[start..]);
            }
        }
        return (double)((right - left) * (bottom - top)) / (pictures.Width * pictures.Height);
    }

    // What lies outside the picture is cut off, and counts in the share.
    static (int From, int To) Range(int length, double half, ref CounterRandom random)
    {
        var (middle, reach) = (random.NextInt32(length), (int)(half * length));
        return (Math.Max(middle - reach, 0), Math.Min(middle + reach, length));
    }
}
