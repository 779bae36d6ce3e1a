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
    readonly Dataset _dataset;
    readonly ITransform _transform;
    readonly ulong _seed;
    readonly Queue<BatchPreparation> _free = new();
    DamagedPictures? _damaged;
    int _epoch;
    int _firstBatch;
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

    /// <summary>How many batches are prepared ahead, and so on how many threads and in how much memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than one.</exception>
    public int BatchesAhead
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 2;

    /// <summary>How many pictures that cannot be read are left out, each whenever its turn comes, before the next one is an error.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int DamagedLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The share of every batch that this loader prepares. Batches, epochs and positions are counted as those of the whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such share.</exception>
    public BatchShare Share
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value.Count, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)value.Index, (uint)value.Count);
            field = value;
        }
    } = BatchShare.Whole;

    /// <summary>What mixes the pictures of each batch with one another, or null.</summary>
    public IBatchTransform? Mixing { get; init; }

    /// <summary>Told of every picture that is left out, once, with its name and the reason.</summary>
    public IProgress<DatasetException>? Skipped { get; init; }

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

    /// <summary>
    /// The batch that the next enumeration begins with, from 0: how a training goes on in the middle of an epoch. A full enumeration sets it back to 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than <see cref="BatchCount"/>.</exception>
    public int FirstBatch
    {
        get => _firstBatch;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, BatchCount);
            _firstBatch = value;
        }
    }

    /// <summary>Batches of the epoch that lie behind, those included that nothing could be read of.</summary>
    internal int Position { get; private set; }

    /// <summary>Goes through the current epoch.</summary>
    /// <exception cref="DatasetException">More pictures than <see cref="DamagedLimit"/> cannot be read, or one cannot be transformed; the message names them.</exception>
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
        var preparing = new Queue<BatchPreparation>(BatchesAhead);
        try
        {
            var epoch = Epoch;
            var order = Order(epoch);
            var first = FirstBatch;
            var (started, shown) = (first, 0);
            Position = first;
            for (; started - first < Math.Min(BatchesAhead, BatchCount - first); started++) preparing.Enqueue(Start(started, order, epoch));
            while (preparing.TryPeek(out var next))
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(_disposed, this);
                next.Wait(cancellation);
                NoteDamaged(next);
                preparing.Dequeue();
                Position++;
                _free.Enqueue(next);
                var (isEmpty, batch) = next.Buffer.IsEmpty ? (true, default) : (false, next.Buffer.ToBatch());
                if (started < BatchCount) preparing.Enqueue(Start(started++, order, epoch));
                if (isEmpty) continue;
                shown++;
                yield return batch;
            }
            if (shown == 0 && first == 0 && BatchCount > 0) throw _damaged!.Together();
            (Epoch, FirstBatch) = (epoch + 1, 0);
        }
        finally
        {
            // Whatever ended the enumeration, no thread writes to the buffers or reads the data set after it.
            foreach (var preparation in preparing)
            {
                preparation.WaitForEnd();
                _free.Enqueue(preparation);
            }
            _enumerating = 0;
        }
    }

    EpochOrder Order(int epoch)
    {
        var order = new EpochOrder(_dataset.Count, isMixed: Mixing is not null);
        if (Shuffles) new CounterRandom(_seed, RandomPurpose.Shuffle, (ulong)epoch).Shuffle(order.Indices.AsSpan());
        return order;
    }

    BatchPreparation Start(int batch, EpochOrder order, int epoch)
    {
        if (!_free.TryDequeue(out var preparation)) preparation = new BatchPreparation(_dataset, _transform, Mixing, _seed);
        var first = batch * BatchSize;
        var whole = Math.Min(BatchSize, _dataset.Count - first);
        var (offset, length) = Share.Of(whole);
        // What is mixed into the share's first picture is the one before it in the whole batch.
        int? before = Mixing is null || length == whole ? null : order.Indices[first + (offset + whole - 1) % whole];
        (preparation.Buffer.WholeCount, preparation.Buffer.StandsIn) = (Share.Count == 1 ? 0 : whole, length == 0);
        if (length == 0) (offset, length) = (Math.Min(offset, whole - 1), 1);
        first += offset;
        preparation.Start(order.IndicesOf(first, length), order.LabelsOf(first, length), order.MixedLabelsOf(first, length), before, epoch, batch);
        return preparation;
    }

    // Here, where batches come in order, and not where they are prepared: so the same picture is always the one too many.
    void NoteDamaged(BatchPreparation preparation)
    {
        foreach (var (index, reason) in preparation.Damaged)
            (_damaged ??= new DamagedPictures(_dataset, DamagedLimit, Skipped)).Add(index, reason);
    }
}
