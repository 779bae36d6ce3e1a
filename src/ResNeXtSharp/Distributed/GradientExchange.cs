using System.Diagnostics;
using ResNeXtSharp.Kernels.Mpi;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Distributed;

/// <summary>
/// Adds the gradients of all ranks, bucket by bucket, while the backward pass goes on: whenever a gradient is complete, full buckets are sent and what has
/// arrived is worked on. Buckets go in one order on all ranks, and both halves of an exchange have a channel each, because messages of one overtake the other's.
/// </summary>
internal sealed class GradientExchange : IGradientSink
{
    private readonly RankGroup _group;
    private readonly MpiChannel _scattering;
    private readonly MpiChannel _collecting;
    private readonly GradientBucket[] _buckets;
    private readonly int _valueBuckets;
    private readonly Dictionary<TensorCell, GradientBucket> _bucketOf = [];
    private readonly double[] _ones;
    private readonly double[] _weights;
    private bool _isArmed;
    private int _scattered;
    private int _collected;
    private int _finished;

    /// <param name="group">The ranks.</param>
    /// <param name="parameters">Whose gradients are added.</param>
    /// <param name="averaged">Tensors whose values are averaged with them.</param>
    /// <param name="bucketBytes">About how much goes at once.</param>
    internal GradientExchange(RankGroup group, IEnumerable<Parameter> parameters, IEnumerable<Tensor> averaged, int bucketBytes)
    {
        _group = group;
        (_scattering, _collecting) = (group.Scattering, group.Collecting);
        GradientBucket[] values = [.. Cut(averaged.Select(tensor => tensor.Cell), bucketBytes).Select(cells => new GradientBucket(cells, isGradient: false, group.Size))];
        // The backward pass comes to the last parameters first.
        GradientBucket[] gradients = [.. Cut(parameters.Reverse().Select(parameter => parameter.Value.Cell), bucketBytes)
            .Select(cells => new GradientBucket(cells, isGradient: true, group.Size))];
        (_buckets, _valueBuckets) = ([.. values, .. gradients], values.Length);
        Bytes = _buckets.Sum(bucket => bucket.Bytes);
        foreach (GradientBucket bucket in gradients)
        {
            foreach (TensorCell cell in bucket.Cells)
            {
                _bucketOf.Add(cell, bucket);
                cell.Sink = this;
            }
        }
        _ones = [.. Enumerable.Repeat(1.0, group.Size)];
        _weights = new double[group.Size];
    }

    /// <summary>Bytes of all buckets.</summary>
    internal long Bytes { get; }

    internal int Buckets => _buckets.Length;

    /// <summary>Time spent on packing, adding and unpacking, in all.</summary>
    internal TimeSpan Worked { get; private set; }

    /// <summary>Begins an exchange: the next backward pass completes the gradients.</summary>
    /// <param name="counts">Pictures that the ranks' averaged values come from.</param>
    internal void Arm(ReadOnlySpan<long> counts)
    {
        long all = 0;
        foreach (long count in counts)
            all += count;
        for (int rank = 0; rank < counts.Length; rank++)
            _weights[rank] = (double)counts[rank] / all;
        foreach (GradientBucket bucket in _buckets)
            bucket.Reset();
        (_isArmed, _scattered, _collected, _finished) = (true, 0, 0, 0);
        Advance();
    }

    /// <inheritdoc/>
    public void Complete(TensorCell cell)
    {
        if (!_isArmed)
            return;
        _bucketOf[cell].NoteOne();
        Advance();
    }

    /// <summary>Ends the exchange, if one was begun: every rank has the sums.</summary>
    internal void Finish()
    {
        if (!_isArmed)
            return;
        foreach (GradientBucket bucket in _buckets)
            bucket.NoteRest();
        var patience = new RankGroup.Patience(_group);
        while (!Advance())
            patience.Wait();
        patience.End();
        _isArmed = false;
    }

    /// <summary>Does what can be done without waiting.</summary>
    /// <returns>Whether all is done.</returns>
    bool Advance()
    {
        for (; _scattered < _buckets.Length && _buckets[_scattered].IsReady; _scattered++)
        {
            long start = Stopwatch.GetTimestamp();
            _buckets[_scattered].Scatter(_scattering);
            Worked += Stopwatch.GetElapsedTime(start);
        }
        for (; _collected < _scattered && _buckets[_collected].IsDone(_scattering); _collected++)
        {
            long start = Stopwatch.GetTimestamp();
            _buckets[_collected].Collect(_collecting, _collected < _valueBuckets ? _weights : _ones);
            Worked += Stopwatch.GetElapsedTime(start);
        }
        for (; _finished < _collected && _buckets[_finished].IsDone(_collecting); _finished++)
        {
            long start = Stopwatch.GetTimestamp();
            _buckets[_finished].Unpack();
            Worked += Stopwatch.GetElapsedTime(start);
        }
        return _finished == _buckets.Length;
    }

    static IEnumerable<TensorCell[]> Cut(IEnumerable<TensorCell> cells, int bytes)
    {
        var bucket = new List<TensorCell>();
        long filled = 0;
        foreach (TensorCell cell in cells)
        {
            bucket.Add(cell);
            filled += sizeof(float) * (long)cell.Buffer.Length;
            if (filled < bytes)
                continue;
            yield return [.. bucket];
            bucket.Clear();
            filled = 0;
        }
        if (bucket.Count > 0)
            yield return [.. bucket];
    }
}
