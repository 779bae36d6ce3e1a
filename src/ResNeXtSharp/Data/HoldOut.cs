using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Holds a random share of a data set's pictures out of training, the same share of every class.</summary>
public static class HoldOut
{
    /// <summary>Splits a data set. The same seed gives the same split, and a smaller share holds out some of a larger one's pictures.</summary>
    /// <param name="whole">The pictures.</param>
    /// <param name="share">The share to hold out, in [0, 1]; rounded in each class, where at least one picture is left for training unless it is 1.</param>
    /// <param name="seed">Decides which pictures.</param>
    /// <returns>The pictures for training and those held out, both in the order of <paramref name="whole"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in [0, 1].</exception>
    public static (Subset Train, Subset Validation) Split(Dataset whole, double share, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(whole);
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in [0, 1].");
        var isHeldOut = new bool[whole.Count];
        foreach (var sameClass in Enumerable.Range(0, whole.Count).GroupBy(whole.LabelOf))
        {
            var indices = sameClass.ToArray();
            new CounterRandom(seed, RandomPurpose.Split, (ulong)sameClass.Key).Shuffle(indices.AsSpan());
            var count = (int)Math.Round(share * indices.Length);
            if (share < 1) count = Math.Min(count, indices.Length - 1);
            foreach (var index in indices.AsSpan(0, count)) isHeldOut[index] = true;
        }
        return (new Subset(whole, Where(isHeldOut, false)), new Subset(whole, Where(isHeldOut, true)));
    }

    static IEnumerable<int> Where(bool[] flags, bool value) => Enumerable.Range(0, flags.Length).Where(index => flags[index] == value);
}
