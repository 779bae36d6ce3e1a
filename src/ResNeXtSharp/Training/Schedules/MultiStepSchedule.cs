namespace ResNeXtSharp.Training;

/// <summary>Multiplies the learning rate by a factor after certain steps: torch.optim.lr_scheduler.MultiStepLR.</summary>
public sealed class MultiStepSchedule : Schedule
{
    private readonly long[] _milestones;
    private readonly double _factor;

    /// <summary>A schedule that changes at milestones.</summary>
    /// <param name="learningRate">The first learning rate.</param>
    /// <param name="milestones">The steps, counted from 0, that are the first to have a changed learning rate.</param>
    /// <param name="factor">gamma</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public MultiStepSchedule(double learningRate, IEnumerable<long> milestones, double factor = 0.1)
        : base(learningRate)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _milestones = [.. milestones];
        _factor = Share(factor, nameof(factor));
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        int passed = 0;
        foreach (long milestone in _milestones)
            passed += step >= milestone ? 1 : 0;
        return LearningRate * Math.Pow(_factor, passed);
    }
}
