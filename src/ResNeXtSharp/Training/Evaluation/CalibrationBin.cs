namespace ResNeXtSharp.Training;

/// <summary>The pictures whose confidence, the probability of their most probable class, lies in a range.</summary>
/// <param name="Low">The lower end, excluded.</param>
/// <param name="High">The upper end, included.</param>
/// <param name="Count">Pictures.</param>
/// <param name="Confidence">Their mean confidence, in 0..1; not-a-number if there are none.</param>
/// <param name="Accuracy">The share of them that was classified right, in 0..1; not-a-number if there are none.</param>
public readonly record struct CalibrationBin(double Low, double High, long Count, double Confidence, double Accuracy)
{
    /// <summary>How far confidence is from accuracy, at most 1; 0 if there are no pictures.</summary>
    public double Gap => Count == 0 ? 0 : Math.Abs(Confidence - Accuracy);
}
