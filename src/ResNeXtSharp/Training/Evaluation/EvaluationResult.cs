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

    /// <summary>Share of pictures whose true class is among the five most probable (top 5), in 0..1.</summary>
    public double TopFiveAccuracy { get; init; } = double.NaN;

    /// <summary>Where the accuracy lies with a confidence of 95 %.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Accuracy, Count);

    /// <summary>The mean of the classes' F1, of those that occur or are predicted.</summary>
    public double MacroF1 => Enumerable.Range(0, Confusion.Classes).Select(Confusion.F1Of).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
