using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Prepares batch after batch on the thread pool, one at a time, and allocates nothing for it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "An event whose wait handle nobody asked for holds nothing to dispose.")]
sealed class BatchPreparation(Dataset dataset, ITransform transform, IBatchTransform? mixing, ulong seed) : IThreadPoolWorkItem
{
    readonly ManualResetEventSlim _done = new();
    int _epoch;
    int _batch;
    int? _before;
    ExceptionDispatchInfo? _failure;

    /// <summary>The batch.</summary>
    public BatchBuffer Buffer { get; } = new();

    /// <summary>The pictures of the batch that cannot be read, or are refused by a transform, once it is done.</summary>
    public List<(int Index, DatasetException Reason)> Damaged { get; } = [];

    /// <summary>Begins a batch.</summary>
    /// <param name="indices">Where its pictures stand in the data set.</param>
    /// <param name="labels">Room for their labels.</param>
    /// <param name="mixedLabels">Room for the labels of what is mixed into them, if something is.</param>
    /// <param name="before">The picture before the first, if that has to be known to mix, or null.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="batch">Its number in the epoch.</param>
    public void Start(ArraySegment<int> indices, ArraySegment<int> labels, ArraySegment<int> mixedLabels, int? before, int epoch, int batch)
    {
        Buffer.Start(indices, labels, mixedLabels);
        Damaged.Clear();
        (_before, _epoch, _batch, _failure) = (before, epoch, batch, null);
        _done.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Waits until the batch is done, and throws what ended it before.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while the batch was being prepared; that goes on.</exception>
    /// <exception cref="DatasetException">A picture cannot be transformed.</exception>
    public void Wait(CancellationToken cancellation)
    {
        _done.Wait(cancellation);
        _failure?.Throw();
    }

    /// <summary>Waits until nothing is written any more.</summary>
    public void WaitForEnd() => _done.Wait();

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            if (_before is { } before) Prepare(before, isBefore: true);
            for (var i = 0; i < Buffer.Wanted.Length; i++) Prepare(Buffer.Wanted[i]);
            Mix();
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _done.Set();
        }
    }

    void Prepare(int index, bool isBefore = false)
    {
        var isRead = false;
        try
        {
            Buffer.Sample.Read(dataset, index, seed, _epoch);
            isRead = true;
            transform.Apply(Buffer.Sample);
            if (isBefore) Buffer.AddBefore();
            else Buffer.Add();
        }
        catch (DatasetException e)
        {
            Damaged.Add((index, isRead ? new DatasetException($"{Name(index)} cannot be used: {e.Message}.", e) : e));
        }
        catch (Exception e)
        {
            throw new DatasetException($"{Name(index)} cannot be used: {e.Message}", e);
        }
    }

    void Mix()
    {
        if (mixing is null) return;
        var random = new CounterRandom(seed, RandomPurpose.Mixing, (ulong)(uint)_epoch << 32 | (uint)_batch);
        Buffer.Mix(mixing, ref random);
    }

    string Name(int index) => $"{dataset.Describe(index)} of {dataset.Name}";
}
