namespace ResNeXtSharp.Kernels.Loss;

/// <summary>
/// The probability that each class should get: (1 - smoothing) · ((1 - mixedShare) · one-hot(label) + mixedShare · one-hot(mixed label)) + smoothing / classes.
/// </summary>
/// <param name="labels">The class of each row.</param>
/// <param name="mixedLabels">The class that was mixed into each row, or nothing.</param>
/// <param name="mixedShare">The share of the mixed labels, in [0, 1]; of no effect without them.</param>
/// <param name="smoothing">The share that all classes get alike, in [0, 1].</param>
public readonly ref struct SoftTargets(ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels = default, double mixedShare = 0, double smoothing = 0)
{
    private readonly ReadOnlySpan<int> _labels = labels;
    private readonly ReadOnlySpan<int> _mixedLabels = mixedLabels;
    private readonly double _mixedShare = mixedLabels.IsEmpty ? 0 : mixedShare;
    private readonly double _smoothing = smoothing;

    internal int Rows => _labels.Length;

    /// <summary>Σ target_i · x_i</summary>
    internal double Expectation(int row, ReadOnlySpan<float> x)
    {
        double own = x[_labels[row]];
        if (_mixedShare > 0)
            own = ((1 - _mixedShare) * own) + (_mixedShare * x[_mixedLabels[row]]);
        return _smoothing > 0 ? ((1 - _smoothing) * own) + (_smoothing * Mean(x)) : own;
    }

    /// <summary>target_i of a row whose classes are <paramref name="classes"/>.</summary>
    internal double At(int row, int i, int classes)
    {
        double own = i == _labels[row] ? 1 - _mixedShare : 0;
        if (_mixedShare > 0 && i == _mixedLabels[row])
            own += _mixedShare;
        return ((1 - _smoothing) * own) + (_smoothing / classes);
    }

    /// <exception cref="ArgumentException">There is not one label for each row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or a share lies outside [0, 1].</exception>
    internal void Check(int rows, int classes)
    {
        if (_mixedShare is not (>= 0 and <= 1) || _smoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException($"Shares of {_mixedShare} and {_smoothing} do not lie in [0, 1].", innerException: null);
        Check(_labels, rows, classes);
        if (!_mixedLabels.IsEmpty)
            Check(_mixedLabels, rows, classes);
    }

    static void Check(ReadOnlySpan<int> labels, int rows, int classes)
    {
        if (labels.Length == 0 || labels.Length != rows)
            throw new ArgumentException($"{labels.Length} labels do not fit {rows} rows of logits.");
        for (int row = 0; row < rows; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), $"Label {labels[row]} of row {row} is outside 0 to {classes - 1}: the model has {classes} classes.");
        }
    }

    static double Mean(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (float value in x)
            sum += value;
        return sum / x.Length;
    }
}
