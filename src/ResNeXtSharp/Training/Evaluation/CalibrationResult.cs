namespace ResNeXtSharp.Training;

/// <summary>How far a model's probabilities can be taken at their word.</summary>
/// <param name="Temperature">What the logits were divided by; 1 leaves them as they are.</param>
/// <param name="NegativeLogLikelihood">Mean of -log of the true class's probability: the cross entropy.</param>
/// <param name="Bins">The reliability diagram: bins of equal width over the confidences 0..1.</param>
public sealed record CalibrationResult(double Temperature, double NegativeLogLikelihood, IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>Pictures.</summary>
    public long Count => Bins.Sum(bin => bin.Count);

    /// <summary>Expected calibration error (ECE), in 0..1: the bins' gaps, each weighted with its share of the pictures.</summary>
    public double ExpectedError => Bins.Sum(bin => bin.Count * bin.Gap) / Count;

    /// <summary>Maximum calibration error (MCE), in 0..1: the largest gap of a bin.</summary>
    public double MaximumError => Bins.Max(bin => bin.Gap);

    /// <summary>The mean confidence of all pictures, in 0..1: above the accuracy, the model is overconfident.</summary>
    public double MeanConfidence => Bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * bin.Confidence) / Count;
}
