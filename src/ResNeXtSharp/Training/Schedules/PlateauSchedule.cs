namespace ResNeXtSharp.Training;

/// <summary>
/// Multiplies the learning rate by a factor when the loss has not fallen for some epochs: torch.optim.lr_scheduler.ReduceLROnPlateau with mode min and a
/// relative threshold.
/// </summary>
/// <param name="learningRate">The first learning rate.</param>
/// <param name="factor">factor, less than 1.</param>
/// <param name="patience">patience: epochs without a better loss that are let pass.</param>
/// <param name="threshold">threshold: the share by which a loss must be lower to be better.</param>
/// <param name="cooldown">cooldown: epochs after a change in which nothing is counted.</param>
/// <param name="lowest">min_lr</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
public sealed class PlateauSchedule(double learningRate, double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double lowest = 0)
    : Schedule(learningRate)
{
    // PyTorch's eps: a smaller change is not worth making.
    private const double LeastChange = 1e-8;

    private readonly double _factor = factor < 1 ? Share(factor, nameof(factor)) : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor is less than 1.");
    private readonly double _threshold = Share(threshold, nameof(threshold));

    /// <summary>All that the schedule remembers.</summary>
    public PlateauState State { get; set; } = new(learningRate, double.PositiveInfinity, 0, 0);

    /// <inheritdoc/>
    public override double At(long step) => State.LearningRate;

    /// <inheritdoc/>
    public override void EpochEnded(double metric)
    {
        (double rate, double best, int bad, int rest) = State;
        bool isBetter = metric < best * (1 - _threshold);
        (best, bad) = isBetter ? (metric, 0) : (best, bad + 1);
        if (rest > 0)
            (rest, bad) = (rest - 1, 0);
        if (bad > patience)
        {
            double reduced = Math.Max(rate * _factor, lowest);
            (rate, rest, bad) = (rate - reduced > LeastChange ? reduced : rate, cooldown, 0);
        }
        State = new PlateauState(rate, best, bad, rest);
    }

    /// <inheritdoc/>
    public override void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("learning_rate", State.LearningRate);
        writer.Add("best", State.Best);
        writer.Add("bad_epochs", State.BadEpochs);
        writer.Add("cooldown", State.Cooldown);
    }

    /// <inheritdoc/>
    public override void Load(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        State = new PlateauState(reader.Number("learning_rate"), reader.Number("best"), (int)reader.Integer("bad_epochs"), (int)reader.Integer("cooldown"));
    }
}
