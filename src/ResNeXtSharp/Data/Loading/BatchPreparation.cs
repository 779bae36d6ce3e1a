using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace ResNeXtSharp.Data;

/// <summary>Prepares batch after batch on the thread pool, one at a time, and allocates nothing for it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "An event whose wait handle nobody asked for holds nothing to dispose.")]
sealed class BatchPreparation(Dataset dataset, ITransform transform, ulong seed) : IThreadPoolWorkItem
{
    readonly ManualResetEventSlim _done = new();
    int _epoch;
    ExceptionDispatchInfo? _failure;

    /// <summary>The batch.</summary>
    public BatchBuffer Buffer { get; } = new();

    /// <summary>The pictures of the batch that could not be read, once it is done.</summary>
    public List<(int Index, DatasetException Reason)> Damaged { get; } = [];

    /// <summary>Begins a batch.</summary>
    public void Start(ArraySegment<int> indices, ArraySegment<int> labels, int epoch)
    {
        Buffer.Start(indices, labels);
        Damaged.Clear();
        (_epoch, _failure) = (epoch, null);
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
            for (var i = 0; i < Buffer.Wanted.Length; i++) Prepare(Buffer.Wanted[i]);
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

    void Prepare(int index)
    {
        try
        {
            if (!TryRead(index)) return;
            transform.Apply(Buffer.Sample);
            Buffer.Add();
        }
        catch (Exception e)
        {
            throw new DatasetException($"{dataset.Describe(index)} of {dataset.Name} cannot be used: {e.Message}", e);
        }
    }

    bool TryRead(int index)
    {
        try
        {
            Buffer.Sample.Read(dataset, index, seed, _epoch);
            return true;
        }
        catch (DatasetException e)
        {
            Damaged.Add((index, e));
            return false;
        }
    }
}
