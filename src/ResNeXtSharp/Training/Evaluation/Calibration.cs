namespace ResNeXtSharp.Training;

/// <summary>
/// Whether a model is right as often as it says, and the one number that makes it say so (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
/// </summary>
public static class Calibration
{
    /// <summary>The bins of a reliability diagram in the paper.</summary>
    public const int DefaultBins = 15;

    /// <summary>The lowest temperature that <see cref="FitTemperature"/> returns.</summary>
    public const double LowestTemperature = 0.01;

    /// <summary>The highest temperature that <see cref="FitTemperature"/> returns.</summary>
    public const double HighestTemperature = 100;

    private const int MostSteps = 200;
    private const double Precision = 1e-12;

    /// <summary>Sorts pictures into bins of equal width by their confidence and compares it with how often they were classified right.</summary>
    /// <param name="outputs">The logits of at least one picture.</param>
    /// <param name="temperature">What to divide the logits by.</param>
    /// <param name="bins">Number of bins over 0..1.</param>
    /// <exception cref="ArgumentException">There are no pictures.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is no positive number, or there is no bin.</exception>
    public static CalibrationResult Measure(ClassifierOutputs outputs, double temperature = 1, int bins = DefaultBins)
    {
        RequirePictures(outputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is a positive number.");
        var counted = new (long Count, double Confidence, long Right)[bins];
        var probabilities = new double[outputs.Classes];
        double loss = 0;
        for (int i = 0; i < outputs.Count; i++)
        {
            outputs.ProbabilitiesOf(i, probabilities, temperature);
            int predicted = outputs.PredictedOf(i), label = outputs.LabelOf(i);
            double confidence = probabilities[predicted];
            ref (long Count, double Confidence, long Right) bin = ref counted[Math.Clamp((int)Math.Ceiling(confidence * bins) - 1, 0, bins - 1)];
            bin = (bin.Count + 1, bin.Confidence + confidence, bin.Right + (predicted == label ? 1 : 0));
            loss += LogSumExp(outputs.LogitsOf(i), 1 / temperature, out _, out _) - (outputs.LogitsOf(i)[label] / temperature);
        }
        return new CalibrationResult(temperature, loss / outputs.Count,
        [
            .. counted.Select((bin, i) => new CalibrationBin((double)i / bins, (i + 1.0) / bins, bin.Count, bin.Confidence / bin.Count, (double)bin.Right / bin.Count)),
        ]);
    }

    /// <summary>
    /// The temperature whose probabilities make the true classes likeliest. It changes no prediction, only how sure the model is of them. Fit it on
    /// pictures that the model was not trained on.
    /// </summary>
    /// <param name="outputs">The logits of at least one picture.</param>
    /// <returns>
    /// A temperature between <see cref="LowestTemperature"/> and <see cref="HighestTemperature"/>: at the lower end for a model that is never wrong, at the
    /// upper for one that knows nothing.
    /// </returns>
    /// <exception cref="ArgumentException">There are no pictures.</exception>
    public static double FitTemperature(ClassifierOutputs outputs)
    {
        RequirePictures(outputs);
        // In 1/temperature the loss is convex: Newton's steps, and a bisection where one would leave the bracket of the minimum.
        double low = 1 / HighestTemperature, high = 1 / LowestTemperature;
        if (Slope(outputs, low).First >= 0)
            return HighestTemperature;
        if (Slope(outputs, high).First <= 0)
            return LowestTemperature;
        double inverse = 1;
        for (int step = 0; step < MostSteps && high - low > Precision * high; step++)
        {
            (double first, double second) = Slope(outputs, inverse);
            if (first == 0)
                break;
            (low, high) = first > 0 ? (low, inverse) : (inverse, high);
            double next = inverse - (first / second);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - inverse) <= Precision * inverse)
                break;
            inverse = next;
        }
        return 1 / inverse;
    }

    /// <summary>First and second derivative of the mean loss by 1/temperature: E[z] - z of the true class, and Var[z], under the model's probabilities.</summary>
    static (double First, double Second) Slope(ClassifierOutputs outputs, double inverse)
    {
        double first = 0, second = 0;
        for (int i = 0; i < outputs.Count; i++)
        {
            LogSumExp(outputs.LogitsOf(i), inverse, out double mean, out double variance);
            first += mean - outputs.LogitsOf(i)[outputs.LabelOf(i)];
            second += variance;
        }
        return (first / outputs.Count, second / outputs.Count);
    }

    /// <summary>log(sum of exp(inverse · z)), and mean and variance of z under softmax(inverse · z).</summary>
    static double LogSumExp(ReadOnlySpan<float> logits, double inverse, out double mean, out double variance)
    {
        // The differences from the largest keep the exponentials in range and the variance exact.
        double most = System.Numerics.Tensors.TensorPrimitives.Max(logits), sum = 0, linear = 0, square = 0;
        foreach (float logit in logits)
        {
            double below = logit - most, weight = Math.Exp(inverse * below);
            sum += weight;
            linear += weight * below;
            square += weight * below * below;
        }
        double shift = linear / sum;
        (mean, variance) = (most + shift, (square / sum) - (shift * shift));
        return (inverse * most) + Math.Log(sum);
    }

    static void RequirePictures(ClassifierOutputs outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (outputs.Count == 0)
            throw new ArgumentException("There are no pictures to calibrate on.", nameof(outputs));
    }
}
