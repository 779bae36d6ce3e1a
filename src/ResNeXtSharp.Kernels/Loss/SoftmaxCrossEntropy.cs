namespace ResNeXtSharp.Kernels.Loss;

/// <summary>Softmax and the cross entropy behind it, row by row and in double precision: a batch of logits is small, and the loss is what people compare.</summary>
public static class SoftmaxCrossEntropy
{
    /// <summary>Each row's exponentials divided by their sum; the row's maximum is subtracted first, so nothing overflows.</summary>
    public static void Softmax(ReadOnlySpan<float> logits, int classes, Span<float> probabilities)
    {
        Check(logits.Length, probabilities.Length, classes);
        for (int row = 0; row < logits.Length; row += classes)
        {
            ReadOnlySpan<float> x = logits.Slice(row, classes);
            double logSum = LogSumExp(x);
            for (int i = 0; i < classes; i++)
                probabilities[row + i] = (float)Math.Exp(x[i] - logSum);
        }
    }

    /// <summary>Mean over rows of -log softmax(logits)[label].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static double Mean(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels)
    {
        Check(logits.Length, logits.Length, classes);
        CheckLabels(labels, logits.Length / classes, classes);
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * classes, classes);
            sum += LogSumExp(x) - x[labels[row]];
        }
        return sum / labels.Length;
    }

    /// <summary>gradLogits (+)= scale · (softmax(logits) - one-hot(label)) / rows</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static void MeanBackward(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels, float scale, Span<float> gradLogits, bool accumulate)
    {
        Check(logits.Length, gradLogits.Length, classes);
        CheckLabels(labels, logits.Length / classes, classes);
        double share = (double)scale / labels.Length;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * classes, classes);
            double logSum = LogSumExp(x);
            for (int i = 0; i < classes; i++)
            {
                float gradient = (float)((Math.Exp(x[i] - logSum) - (i == labels[row] ? 1 : 0)) * share);
                ref float target = ref gradLogits[(row * classes) + i];
                target = accumulate ? target + gradient : gradient;
            }
        }
    }

    static double LogSumExp(ReadOnlySpan<float> x)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (float value in x)
            max = Math.Max(max, value);
        foreach (float value in x)
            sum += Math.Exp(value - max);
        return max + Math.Log(sum);
    }

    static void Check(int logits, int output, int classes)
    {
        if (classes < 1 || logits % classes != 0 || output != logits)
            throw new ArgumentException($"{logits} and {output} floats do not fit rows of {classes} classes.");
    }

    static void CheckLabels(ReadOnlySpan<int> labels, int rows, int classes)
    {
        if (labels.Length == 0 || labels.Length != rows)
            throw new ArgumentException($"{labels.Length} labels do not fit {rows} rows of logits.");
        for (int row = 0; row < rows; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), $"Label {labels[row]} of row {row} is outside 0 to {classes - 1}: the model has {classes} classes.");
        }
    }
}
