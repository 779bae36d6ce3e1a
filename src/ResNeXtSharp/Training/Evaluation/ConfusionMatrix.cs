namespace ResNeXtSharp.Training;

/// <summary>How often each true class was taken for each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Classes, both true and predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Classes = classes;
        _counts = new long[checked(classes * classes)];
    }

    /// <summary>Rows and columns.</summary>
    public int Classes { get; }

    /// <summary>Pictures counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>Pictures whose predicted class is the true one.</summary>
    public long Correct => Enumerable.Range(0, Classes).Sum(label => this[label, label]);

    /// <summary>Pictures of class <paramref name="label"/> that were taken for class <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no class.</exception>
    public long this[int label, int predicted] => _counts[IndexOf(label, predicted)];

    /// <summary>Counts one picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no class.</exception>
    public void Add(int label, int predicted) => _counts[IndexOf(label, predicted)]++;

    /// <summary>Pictures of a true class.</summary>
    public long CountOf(int label) => Enumerable.Range(0, Classes).Sum(predicted => this[label, predicted]);

    /// <summary>Pictures that were taken for a class.</summary>
    public long PredictedCountOf(int label) => Enumerable.Range(0, Classes).Sum(other => this[other, label]);

    /// <summary>Share of a true class's pictures that were recognised, in 0..1 (the class's recall); not-a-number if there are none.</summary>
    public double AccuracyOf(int label) => (double)this[label, label] / CountOf(label);

    /// <summary>Share of the pictures taken for a class that are of it, in 0..1; not-a-number if none was.</summary>
    public double PrecisionOf(int label) => (double)this[label, label] / PredictedCountOf(label);

    /// <summary>The harmonic mean of precision and recall, in 0..1; not-a-number if the class neither occurs nor is predicted.</summary>
    public double F1Of(int label) => 2.0 * this[label, label] / (CountOf(label) + PredictedCountOf(label));

    /// <summary>All counts, row by row.</summary>
    internal IEnumerable<double> Counts() => _counts.Select(count => (double)count);

    /// <summary>Replaces all counts, row by row.</summary>
    internal void Replace(ReadOnlySpan<double> counts)
    {
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] = (long)counts[i];
    }

    int IndexOf(int label, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)Classes, nameof(label));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)Classes, nameof(predicted));
        return (label * Classes) + predicted;
    }
}
