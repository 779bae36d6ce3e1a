using System.Numerics.Tensors;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Blends each picture with another (Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018), one share for the whole batch as in torchvision's MixUp.</summary>
/// <param name="alpha">Both parameters of the beta distribution that the share is drawn from: near zero it mixes little, at 1 every share is equally likely.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not positive.</exception>
public sealed class MixUp(double alpha = 0.2) : IBatchTransform
{
    readonly double _alpha = MixChoice.Positive(alpha);

    /// <inheritdoc/>
    public double Mix(BatchPictures pictures, ref CounterRandom random)
    {
        var share = (float)(1 - BetaDistribution.Next(_alpha, ref random));
        if (pictures.Count < 2) return 0;
        pictures.KeepLast();
        for (var i = pictures.Count - 1; i >= 0; i--)
        {
            var picture = pictures[i];
            TensorPrimitives.Multiply(picture, 1 - share, picture);
            TensorPrimitives.MultiplyAdd(pictures.Before(i), share, picture, picture);
        }
        return share;
    }
}
