using ResNeXtSharp.Data;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Cli.Data;

/// <summary>Takes pictures out of a data set to show them.</summary>
static class DatasetPictures
{
    /// <summary>A picture and its class.</summary>
    public static (Image Picture, string Class) Picture(this Dataset dataset, int index)
    {
        var sample = new ImageSample();
        dataset.Read(index, sample);
        return (new Image(sample.Width, sample.Height, sample.Pixels.ToArray()), dataset.ClassNames[sample.Label]);
    }

    /// <summary>Indices of different random pictures.</summary>
    public static IReadOnlyList<int> RandomIndices(this Dataset dataset, int count, ulong seed)
    {
        var indices = Enumerable.Range(0, dataset.Count).ToArray();
        new CounterRandom(seed, RandomPurpose.Sampling).Shuffle(indices.AsSpan());
        return indices[..Math.Min(count, indices.Length)];
    }
}
