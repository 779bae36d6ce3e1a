namespace ResNeXtSharp.Training;

/// <summary>
/// Lets the learning rate rise to its highest and fall to almost nothing, both along half a cosine (Smith and Topin 2017): torch.optim.lr_scheduler.OneCycleLR.
/// Behind the end it stays where it ended.
/// </summary>
/// <param name="highest">max_lr</param>
/// <param name="steps">total_steps, at least 2.</param>
/// <param name="risingShare">pct_start: the share of the steps in which it rises.</param>
/// <param name="firstDivisor">div_factor: the highest by the first.</param>
/// <param name="lastDivisor">final_div_factor: the first by the last.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
public sealed class OneCycleSchedule(double highest, long steps, double risingShare = 0.3, double firstDivisor = 25, double lastDivisor = 1e4) : Schedule(highest)
{
    private readonly double _first = highest / Divisor(firstDivisor, nameof(firstDivisor));
    private readonly double _last = highest / firstDivisor / Divisor(lastDivisor, nameof(lastDivisor));
    private readonly double _end = steps >= 2 ? steps - 1 : throw new ArgumentOutOfRangeException(nameof(steps), steps, "A cycle has at least 2 steps.");

    // Below zero if it rises in less than a step; then it only falls.
    private readonly double _peak = (Share(risingShare, nameof(risingShare)) * steps) - 1;

    /// <inheritdoc/>
    public override double At(long step) => step < _peak
        ? CosineSchedule.Between(_first, LearningRate, step / _peak)
        : _peak >= _end ? LearningRate : CosineSchedule.Between(LearningRate, _last, Math.Min((step - _peak) / (_end - _peak), 1));

    static double Divisor(double value, string name) =>
        value >= 1 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1.");
}
