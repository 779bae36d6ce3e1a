using System.Collections;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// Goes through a data set in batches, as <c>torch.utils.data.DataLoader</c>, and prepares the next batches on other threads while one is worked on.
/// Which pictures make a batch, and their random changes, depend on the seed and the epoch alone. The last batch is short if the batch size does not
/// divide the number of pictures.
/// </summary>
public sealed class DataLoader : IEnumerable<Batch>, IDisposable
{
    const int BatchesAhead = 2;

    readonly Dataset _dataset;
    readonly ITransform _transform;
    readonly ulong _seed;
    readonly int[] _order;
    readonly Queue<BatchBuffer> _free = new();
    int _epoch;
    int _enumerating;
    volatile bool _disposed;

    /// <summary>Prepares to go through a data set; nothing is read before the first enumeration.</summary>
    /// <param name="dataset">Where the pictures come from. It stays the caller's.</param>
    /// <param name="batchSize">Pictures in a batch.</param>
    /// <param name="shuffle">Whether each epoch has its own random order.</param>
    /// <param name="transform">What makes a network's input from a picture; it ends with floats.</param>
    /// <param name="seed">Decides the orders and the transforms' random numbers.</param>
    /// <param name="dropLast">Whether to leave out a last batch that would be short.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than one.</exception>
    public DataLoader(Dataset dataset, int batchSize, bool shuffle, ITransform transform, ulong seed = 0, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transform);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (_dataset, _transform, _seed) = (dataset, transform, seed);
        (BatchSize, Shuffles) = (batchSize, shuffle);
        BatchCount = (int)(((long)dataset.Count + (dropLast ? 0 : batchSize - 1)) / batchSize);
        SampleCount = (int)Math.Min(dataset.Count, (long)BatchCount * batchSize);
        _order = new int[dataset.Count];
    }

    /// <summary>Where the pictures come from.</summary>
    public Dataset Dataset => _dataset;

    /// <summary>Pictures in a batch; the last one may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>Whether each epoch has its own random order.</summary>
    public bool Shuffles { get; }

    /// <summary>Batches of an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>Pictures of an epoch.</summary>
    public int SampleCount { get; }

    /// <summary>The epoch the next enumeration goes through. It chooses the random numbers, and each full enumeration advances it by one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Epoch
    {
        get => _epoch;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _epoch = value;
        }
    }

    /// <summary>Goes through the current epoch.</summary>
    /// <exception cref="DatasetException">A picture cannot be read or transformed; the message names it.</exception>
    /// <exception cref="InvalidOperationException">Another enumeration is under way.</exception>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    public IEnumerator<Batch> GetEnumerator() => Enumerate(CancellationToken.None);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the current epoch until a token is cancelled.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<Batch> WithCancellation(CancellationToken cancellation)
    {
        using var batches = Enumerate(cancellation);
        while (batches.MoveNext()) yield return batches.Current;
    }

    /// <summary>Ends the use of the loader; an enumeration under way is refused its next batch.</summary>
    public void Dispose() => _disposed = true;

    IEnumerator<Batch> Enumerate(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.Exchange(ref _enumerating, 1) == 1)
            throw new InvalidOperationException("This DataLoader is being enumerated already: finish that enumeration, or use a second DataLoader.");
        var preparing = new Queue<Task<BatchBuffer>>(BatchesAhead);
        try
        {
            var epoch = Epoch;
            Order(epoch);
            var started = 0;
            for (; started < Math.Min(BatchesAhead, BatchCount); started++) preparing.Enqueue(StartPreparing(started, epoch));
            while (preparing.TryPeek(out var next))
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(_disposed, this);
                var buffer = next.WaitAsync(cancellation).GetAwaiter().GetResult();
                preparing.Dequeue();
                var batch = Batch.From(buffer);
                _free.Enqueue(buffer);
                if (started < BatchCount) preparing.Enqueue(StartPreparing(started++, epoch));
                yield return batch;
            }
            Epoch = epoch + 1;
        }
        finally
        {
            // Whatever ended the enumeration, no thread writes to the buffers or reads the data set after it.
            foreach (Task task in preparing) task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            _enumerating = 0;
        }
    }

    void Order(int epoch)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        if (Shuffles) new CounterRandom(_seed, RandomPurpose.Shuffle, (ulong)epoch).Shuffle(_order.AsSpan());
    }

    Task<BatchBuffer> StartPreparing(int batch, int epoch)
    {
        if (!_free.TryDequeue(out var buffer)) buffer = new BatchBuffer(new ImageSample());
        var first = batch * BatchSize;
        buffer.Start(_order.AsSpan(first, Math.Min(BatchSize, _order.Length - first)));
        return Task.Run(() => Prepare(buffer, epoch));
    }

    BatchBuffer Prepare(BatchBuffer buffer, int epoch)
    {
        for (var position = 0; position < buffer.Indices.Length; position++)
        {
            var index = buffer.Indices[position];
            try
            {
                buffer.Sample.Read(_dataset, index, _seed, epoch);
                _transform.Apply(buffer.Sample);
                buffer.Add(position);
            }
            catch (Exception e)
            {
                throw new DatasetException($"Sample {index} of {_dataset.Name} cannot be used: {e.Message}", e);
            }
        }
        return buffer;
    }
}
