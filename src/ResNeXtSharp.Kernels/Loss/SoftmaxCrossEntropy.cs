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
    public static double Mean(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels) => Mean(logits, classes, new SoftTargets(labels));

    /// <summary>Mean over rows of Σ -target_i · log softmax(logits)_i.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or a share lies outside [0, 1].</exception>
    public static double Mean(ReadOnlySpan<float> logits, int classes, SoftTargets targets)
    {
        Check(logits.Length, logits.Length, classes);
        targets.Check(logits.Length / classes, classes);
        double sum = 0;
        for (int row = 0; row < targets.Rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * classes, classes);
            sum += LogSumExp(x) - targets.Expectation(row, x);
        }
        return sum / targets.Rows;
    }

    /// <summary>gradLogits (+)= scale · (softmax(logits) - one-hot(label)) / rows</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static void MeanBackward(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels, float scale, Span<float> gradLogits, bool accumulate) =>
        MeanBackward(logits, classes, new SoftTargets(labels), scale, gradLogits, accumulate);

    /// <summary>gradLogits (+)= scale · (softmax(logits) - target) / rows</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or a share lies outside [0, 1].</exception>
    public static void MeanBackward(ReadOnlySpan<float> logits, int classes, SoftTargets targets, float scale, Span<float> gradLogits, bool accumulate)
    {
        Check(logits.Length, gradLogits.Length, classes);
        targets.Check(logits.Length / classes, classes);
        double share = (double)scale / targets.Rows;
        for (int row = 0; row < targets.Rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * classes, classes);
            double logSum = LogSumExp(x);
            for (int i = 0; i < classes; i++)
            {
                float gradient = (float)((Math.Exp(x[i] - logSum) - targets.At(row, i, classes)) * share);
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
}
