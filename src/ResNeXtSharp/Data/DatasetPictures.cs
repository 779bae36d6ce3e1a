using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Takes pictures out of a data set to show them.</summary>
public static class DatasetPictures
{
    /// <summary>A picture and its class.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="index">The picture, from 0.</param>
    /// <exception cref="DatasetException">The picture cannot be read.</exception>
    public static (Image Picture, string Class) Picture(this Dataset dataset, int index)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var sample = new ImageSample();
        dataset.Read(index, sample);
        return (new Image(sample.Width, sample.Height, sample.Pixels.ToArray()), dataset.ClassNames[sample.Label]);
    }

    /// <summary>Indices of different random pictures.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="count">How many; all of a smaller data set.</param>
    /// <param name="seed">The same seed gives the same pictures.</param>
    public static IReadOnlyList<int> RandomIndices(this Dataset dataset, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var indices = Enumerable.Range(0, dataset.Count).ToArray();
        new CounterRandom(seed, RandomPurpose.Sampling).Shuffle(indices.AsSpan());
        return indices[..Math.Min(count, indices.Length)];
    }
}
