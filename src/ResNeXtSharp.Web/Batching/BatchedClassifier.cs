using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Web.Batching;

/// <summary>
/// Classifies pictures that come from many threads at once. One thread of its own runs the network and takes what has gathered meanwhile; each picture gets
/// the bits it would get alone.
/// </summary>
/// <remarks>
/// The engine keeps the buffers of every batch size it has seen. Batches are therefore powers of two, or the maximum: a few sizes, whose buffers together are
/// no more than twice those of the largest.
/// </remarks>
public sealed class BatchedClassifier : IDisposable
{
    // One batch is in the network, one is complete behind it, and two are being decoded.
    const int BatchesAhead = 4;

    readonly Classifier _classifier;
    readonly ResNeXtOptions _options;
    readonly BatchMetrics _metrics;
    readonly BlockingCollection<BatchJob> _jobs = [];
    readonly SemaphoreSlim _room;
    readonly Thread _thread;
    readonly List<ClassifyJob> _batch = [];
    int _arriving;

    internal BatchedClassifier(Classifier classifier, ResNeXtOptions options, BatchMetrics metrics)
    {
        (_classifier, _options, _metrics) = (classifier, options, metrics);
        _room = new SemaphoreSlim(BatchesAhead * options.MaxBatch);
        _thread = new Thread(Work) { IsBackground = true, Name = "ResNeXtSharp inference" };
        _thread.Start();
    }

    /// <summary>Classifies a picture, with others that come at the same time.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="cancellation">Gives the picture up, if the network has not begun with it.</param>
    /// <exception cref="DatasetException">The picture is far too long for its width; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The application is ending.</exception>
    public Task<Classification> ClassifyAsync(Image picture, string name, CancellationToken cancellation = default) =>
        ClassifyAsync(() => _classifier.Prepare(picture, name), cancellation);

    /// <summary>Classifies a picture and finds the place in it that speaks for a class.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="target">The class, or null for the likeliest.</param>
    /// <param name="cancellation">Gives the picture up, if the network has not begun with it.</param>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    /// <exception cref="DatasetException">The picture is far too long for its width; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The application is ending.</exception>
    public async Task<ExplainedClassification> ExplainAsync(Image picture, string name, string? target = null, CancellationToken cancellation = default)
    {
        var job = await QueueAsync(() => _classifier.Prepare(picture, name), prepared => new ExplainJob(prepared, target, cancellation), cancellation);
        return await job.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Classifies a picture that is only decoded when there is room for it.</summary>
    internal async Task<Classification> ClassifyAsync(Func<PreparedPicture> prepare, CancellationToken cancellation)
    {
        var job = await QueueAsync(prepare, prepared => new ClassifyJob(prepared, cancellation), cancellation);
        return await job.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Ends the thread after what is queued.</summary>
    public void Dispose()
    {
        if (_jobs.IsAddingCompleted) return;
        _jobs.CompleteAdding();
        _thread.Join();
        _jobs.Dispose();
        _room.Dispose();
    }

    async Task<TJob> QueueAsync<TJob>(Func<PreparedPicture> prepare, Func<PreparedPicture, TJob> create, CancellationToken cancellation)
        where TJob : BatchJob
    {
        await _room.WaitAsync(cancellation);
        Interlocked.Increment(ref _arriving);
        try
        {
            var job = create(prepare());
            _jobs.Add(job, CancellationToken.None);
            return job;
        }
        catch (Exception e)
        {
            _room.Release();
            if (e is InvalidOperationException && _jobs.IsAddingCompleted) throw new ObjectDisposedException(nameof(BatchedClassifier), e);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
        }
    }

    void Work()
    {
        while (_batch.Count > 0 || !_jobs.IsCompleted)
        {
            var alone = Gather();
            if (_batch.Count > 0) Classify();
            if (alone is not null) Explain(alone);
        }
    }

    /// <summary>Fills the batch with what is there, and with what arrives in time.</summary>
    /// <returns>A job that ended the gathering because it must run alone.</returns>
    ExplainJob? Gather()
    {
        var started = Stopwatch.GetTimestamp();
        while (_batch.Count < _options.MaxBatch)
        {
            if (!_jobs.TryTake(out var job, Patience(started))) return null;
            if (job.IsAbandoned) _room.Release();
            else if (job is ExplainJob alone) return alone;
            else _batch.Add((ClassifyJob)job);
            if (_batch.Count == 1) started = Stopwatch.GetTimestamp();
        }
        return null;
    }

    /// <summary>How long to wait for another picture: for the first as long as it takes, for further ones only while they are being decoded.</summary>
    TimeSpan Patience(long started)
    {
        if (_batch.Count == 0) return Timeout.InfiniteTimeSpan;
        if (Volatile.Read(ref _arriving) == 0) return TimeSpan.Zero;
        var left = _options.MaxLatency - Stopwatch.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    void Classify()
    {
        var count = _batch.Count >= _options.MaxBatch ? _options.MaxBatch : (int)BitOperations.RoundUpToPowerOf2((uint)_batch.Count + 1) / 2;
        var jobs = _batch.GetRange(0, count);
        _batch.RemoveRange(0, count);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answers = _classifier.Classify([.. jobs.Select(job => job.Picture)]);
            _metrics.Classified(count, Stopwatch.GetElapsedTime(started));
            for (var i = 0; i < count; i++) jobs[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception e)
        {
            // The thread outlives whatever went wrong; those who wait are told.
            foreach (var job in jobs) job.Fail(e);
        }
        _room.Release(count);
    }

    void Explain(ExplainJob job)
    {
        try
        {
            job.Answer.TrySetResult(_classifier.Explain(job.Picture, job.Target));
        }
        catch (Exception e)
        {
            job.Fail(e);
        }
        _room.Release();
    }
}
