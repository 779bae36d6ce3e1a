namespace ResNeXtSharp.Tests.Downloads;

/// <summary>A clock on which pauses of less than thirty seconds are over at once, and longer ones when the test says so.</summary>
sealed class ImpatientTime : TimeProvider
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    readonly List<Timer> _waiting = [];
    readonly List<TimeSpan> _pauses = [];

    /// <summary>The shorter pauses so far.</summary>
    public TimeSpan[] Pauses
    {
        get
        {
            lock (_waiting) return [.. _pauses];
        }
    }

    public void EndLongPauses()
    {
        Timer[] due;
        lock (_waiting) due = [.. _waiting];
        foreach (var timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        lock (_waiting)
        {
            if (dueTime >= Long) _waiting.Add(timer);
            else if (dueTime >= TimeSpan.Zero) _pauses.Add(dueTime);
        }
        if (dueTime >= TimeSpan.Zero && dueTime < Long) ThreadPool.QueueUserWorkItem(_ => timer.Fire());
        return timer;
    }

    sealed class Timer(ImpatientTime clock, Action callback) : ITimer
    {
        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (clock._waiting) clock._waiting.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
