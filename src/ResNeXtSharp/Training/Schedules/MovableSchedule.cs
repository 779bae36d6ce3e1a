namespace ResNeXtSharp.Training;

/// <summary>
/// A schedule whose end can be moved while it runs: what is left of it is then gone through faster or slower, so that the last step has the last learning
/// rate all the same. Until it is moved, every step has the learning rate it had.
/// </summary>
/// <param name="main">The schedule.</param>
/// <param name="steps">Its steps, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than one.</exception>
public sealed class MovableSchedule(Schedule main, long steps) : Schedule(main.LearningRate)
{
    private readonly long _last = AtLeastOne(steps, nameof(steps)) - 1;
    private readonly List<(long Step, double Position, double Pace)> _stretches = [(0, 0, 1)];

    /// <summary>Moves the end.</summary>
    /// <param name="step">Steps taken, those of earlier moves at least.</param>
    /// <param name="end">The steps there will be in all, more than <paramref name="step"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end lies behind, or the move before an earlier one.</exception>
    public void MoveEnd(long step, long end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, _stretches[^1].Step);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, step);
        double position = end - step == 1 ? _last : PositionOf(step);
        _stretches.Add((step, position, (_last - position) / Math.Max(end - 1 - step, 1)));
    }

    /// <inheritdoc/>
    public override double At(long step) => main.At((long)Math.Round(PositionOf(step)));

    /// <inheritdoc/>
    public override void EpochEnded(double metric) => main.EpochEnded(metric);

    /// <inheritdoc/>
    public override void Save(StateWriter writer) => main.Save(writer);

    /// <inheritdoc/>
    public override void Load(StateReader reader) => main.Load(reader);

    double PositionOf(long step)
    {
        int i = _stretches.Count - 1;
        while (i > 0 && _stretches[i].Step > step)
            i--;
        (long begin, double position, double pace) = _stretches[i];
        return Math.Min(position + ((step - begin) * pace), _last);
    }
}
