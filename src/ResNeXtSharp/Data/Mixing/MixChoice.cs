using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>One of several ways to mix for each batch, each equally likely, as torchvision's RandomChoice of MixUp and CutMix.</summary>
public sealed class MixChoice : IBatchTransform
{
    readonly IBatchTransform[] _choices;

    /// <summary>Chooses among transforms.</summary>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public MixChoice(params IBatchTransform[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Length == 0 || choices.Contains(null)) throw new ArgumentException("There must be transforms to choose from, and none of them null.", nameof(choices));
        _choices = [.. choices];
    }

    /// <inheritdoc/>
    public double Mix(BatchPictures pictures, ref CounterRandom random) => _choices[random.NextInt32(_choices.Length)].Mix(pictures, ref random);

    internal static double Positive(double alpha) =>
        alpha > 0 && double.IsFinite(alpha) ? alpha : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The parameter of a beta distribution is positive.");
}
