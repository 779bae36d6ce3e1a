namespace ResNeXtSharp.Training;

/// <summary>
/// Lets the learning rate rise along a line to where another schedule begins, which then follows from its start: torch.optim.lr_scheduler.LinearLR before
/// another in a SequentialLR.
/// </summary>
/// <param name="main">What follows.</param>
/// <param name="steps">Steps until it does.</param>
/// <param name="firstFactor">start_factor: the share of the main schedule's first learning rate that step 0 has.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
public sealed class WarmUpSchedule(Schedule main, long steps, double firstFactor = 0.01) : Schedule(main.LearningRate)
{
    private readonly long _steps = AtLeastOne(steps, nameof(steps));
    private readonly double _firstFactor = Share(firstFactor, nameof(firstFactor));

    /// <inheritdoc/>
    public override double At(long step) => step < _steps
        ? main.At(0) * (_firstFactor + ((1 - _firstFactor) * step / _steps))
        : main.At(step - _steps);

    /// <inheritdoc/>
    public override void EpochEnded(double metric) => main.EpochEnded(metric);

    /// <inheritdoc/>
    public override void Save(StateWriter writer) => main.Save(writer);

    /// <inheritdoc/>
    public override void Load(StateReader reader) => main.Load(reader);
}
