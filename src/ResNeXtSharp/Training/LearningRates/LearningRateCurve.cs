namespace ResNeXtSharp.Training;

/// <summary>
/// The loss over a rising learning rate, and what can be read off it. The first tenth of the steps, in which the average has not settled, and the last five
/// before the loss ran away are not looked at, as in fastai.
/// </summary>
public sealed class LearningRateCurve
{
    // fastai's skip_end.
    private const int LastLeftOut = 5;

    /// <summary>Reads off a curve what can be read off.</summary>
    /// <param name="points">The steps, with rising learning rates.</param>
    /// <param name="steps">How many there are when the highest learning rate is reached.</param>
    /// <param name="hasDiverged">Whether the loss ran away before.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public LearningRateCurve(IReadOnlyList<LearningRatePoint> points, int steps, bool hasDiverged)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
            throw new ArgumentException("A curve has at least one point.", nameof(points));
        (Points, HasDiverged) = (points, hasDiverged);
        int first = Math.Min(steps / 10, points.Count - 1);
        int end = Math.Max(points.Count - (hasDiverged ? LastLeftOut : 0), first + 1);
        LearningRatePoint[] seen = [.. points.Take(end).Skip(first)];
        int lowest = seen.Index().MinBy(each => each.Item.SmoothedLoss).Index;
        Minimum = seen[lowest];
        Steepest = SteepestOf(seen.AsSpan(0, lowest + 1), Math.Max(steps / 10, 1));
    }

    /// <summary>The steps, with rising learning rates; at least one.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>Whether the loss ran away before the highest learning rate was reached.</summary>
    public bool HasDiverged { get; }

    /// <summary>Where the smoothed loss is lowest.</summary>
    public LearningRatePoint Minimum { get; }

    /// <summary>
    /// Where, before <see cref="Minimum"/>, the smoothed loss falls most for a factor of the learning rate, measured over a tenth of the steps: from one step
    /// to the next it is mostly the pictures that differ. Null if it never fell.
    /// </summary>
    public LearningRatePoint? Steepest { get; }

    /// <summary>
    /// The learning rate to train with: a tenth of that at <see cref="Minimum"/> (fastai's "minimum"), where the loss still falls but a step away from running
    /// away is far. Null if the loss never fell.
    /// </summary>
    public double? Suggestion => Steepest is null ? null : Minimum.LearningRate / 10;

    static LearningRatePoint? SteepestOf(ReadOnlySpan<LearningRatePoint> points, int stride)
    {
        (LearningRatePoint? steepest, double least) = (null, 0);
        stride = Math.Min(stride, points.Length - 1);
        for (int i = stride; i < points.Length && stride > 0; i++)
        {
            LearningRatePoint from = points[i - stride], to = points[i];
            double slope = (to.SmoothedLoss - from.SmoothedLoss) / Math.Log(to.LearningRate / from.LearningRate);
            if (slope < least)
                (steepest, least) = (points[i - (stride / 2)], slope);
        }
        return steepest;
    }
}
