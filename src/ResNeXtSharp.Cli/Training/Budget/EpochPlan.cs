using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>
/// How many epochs a training has. With a time budget they become fewer if the machine turns out slower than it was measured, and more again if that passes; the
/// schedule's rest is gone through as fast as that takes, so that it ends on time with the last learning rate.
/// </summary>
/// <param name="epochs">The epochs at the beginning; there are never more.</param>
/// <param name="replans">Replans that are made whatever the time: pairs of an epoch and of the epochs there are in all from its end on.</param>
sealed class EpochPlan(int epochs, IEnumerable<int> replans)
{
    readonly List<int> _replans = [.. replans];
    MovableSchedule? _schedule;
    long _stepsPerEpoch;
    TimeSpan? _epoch;
    TimeSpan? _lastEnd;

    /// <summary>The epochs now.</summary>
    public int Epochs => _replans is [.., var last] ? last : epochs;

    /// <summary>The time, or null if there is any amount of it.</summary>
    public TimeBudget? Time { get; init; }

    /// <summary>What an epoch took when it was measured.</summary>
    public TimeSpan Measured { get; init; }

    /// <summary>What is kept of it for the test after the last epoch.</summary>
    public TimeSpan Finish { get; init; }

    /// <summary>Told of every shortening the time makes, with all there have been.</summary>
    public Action<IReadOnlyList<int>>? Replanned { get; init; }

    /// <summary>A schedule that follows this plan.</summary>
    /// <param name="schedule">The schedule for the epochs at the beginning, or null for a constant learning rate.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public Schedule? Around(Schedule? schedule, long stepsPerEpoch)
    {
        if (schedule is null) return null;
        (_schedule, _stepsPerEpoch) = (new MovableSchedule(schedule, epochs * stepsPerEpoch), stepsPerEpoch);
        for (var i = 0; i < _replans.Count; i += 2) Move(_replans[i], _replans[i + 1]);
        return _schedule;
    }

    /// <summary>Looks at the clock.</summary>
    /// <param name="result">The epoch that has ended.</param>
    public void EpochEnded(EpochResult result)
    {
        if (Time is null) return;
        // With what happens between epochs, as soon as it is known. Half is what was thought before: a moment's slowness must not cost epochs.
        var took = Time.Elapsed - _lastEnd ?? result.Duration;
        (_lastEnd, _epoch) = (Time.Elapsed, ((_epoch ?? Measured) + took) / 2);
        if (result.Epoch >= Epochs) return;
        // An epoch is never cut short, and the last learning rates are worth more than a whole one: one at least follows.
        var fitting = Math.Max((int)Math.Clamp((Time.Remaining - Finish) / _epoch.Value, 0, 1e6), 1);
        var end = Math.Min(result.Epoch + fitting, epochs);
        if (end == Epochs) return;
        _replans.AddRange([result.Epoch, end]);
        Move(result.Epoch, end);
        Replanned?.Invoke(_replans);
    }

    void Move(int epoch, int end) => _schedule?.MoveEnd(epoch * _stepsPerEpoch, end * _stepsPerEpoch);
}
