namespace ResNeXtSharp.Training;

/// <summary>Multiplies the learning rate by a factor every so many steps: torch.optim.lr_scheduler.StepLR.</summary>
/// <param name="learningRate">The first learning rate.</param>
/// <param name="every">Steps between two changes, at least 1.</param>
/// <param name="factor">gamma</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
public sealed class StepSchedule(double learningRate, long every, double factor = 0.1) : Schedule(learningRate)
{
    private readonly long _every = AtLeastOne(every, nameof(every));
    private readonly double _factor = Share(factor, nameof(factor));

    /// <inheritdoc/>
    public override double At(long step) => LearningRate * Math.Pow(_factor, step / _every);
}
