namespace ResNeXtSharp.Training;

/// <summary>Ends a training when a metric has not risen for some epochs.</summary>
/// <param name="patience">Epochs without a better metric after which to stop, at least 1.</param>
/// <param name="leastGain">By how much a metric must be higher to be better.</param>
public sealed class EarlyStopping(int patience, double leastGain = 0) : ITrainingState
{
    private readonly int _patience = patience >= 1 ? patience : throw new ArgumentOutOfRangeException(nameof(patience), patience, "The patience is at least 1 epoch.");

    /// <summary>All that it remembers: the best metric, and the epochs since.</summary>
    public (double Best, int EpochsSince) State { get; set; } = (double.NegativeInfinity, 0);

    /// <summary>Whether the metric has not risen for long enough.</summary>
    public bool IsOver => State.EpochsSince >= _patience;

    /// <inheritdoc/>
    public string Name => "early_stopping";

    /// <inheritdoc/>
    public bool RollsBack => false;

    /// <summary>Notes an epoch's metric.</summary>
    /// <param name="metric">Such as the accuracy on validation pictures.</param>
    /// <returns>Whether to stop.</returns>
    public bool Note(double metric)
    {
        State = metric > State.Best + leastGain ? (metric, 0) : State with { EpochsSince = State.EpochsSince + 1 };
        return IsOver;
    }

    /// <inheritdoc/>
    public void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("best", State.Best);
        writer.Add("epochs_since", State.EpochsSince);
    }

    /// <inheritdoc/>
    public void Load(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        State = (reader.Number("best"), (int)reader.Integer("epochs_since"));
    }
}
