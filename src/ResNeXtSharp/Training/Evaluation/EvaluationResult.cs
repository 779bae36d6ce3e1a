namespace ResNeXtSharp.Training;

/// <summary>How well a model does on a data set.</summary>
/// <param name="Loss">Mean cross entropy over the pictures.</param>
/// <param name="Accuracy">Share of pictures whose most probable class is the true one (top 1), in 0..1.</param>
/// <param name="Confusion">Which classes were taken for which.</param>
/// <param name="ImagesPerSecond">Pictures per second, reading included.</param>
/// <param name="Duration">The time it took.</param>
public sealed record EvaluationResult(double Loss, double Accuracy, ConfusionMatrix Confusion, double ImagesPerSecond, TimeSpan Duration)
{
    /// <summary>Pictures seen.</summary>
    public long Count => Confusion.Total;
}
