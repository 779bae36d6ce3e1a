using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Mpi;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Distributed;

/// <summary>
/// Tensors whose values, or gradients, are added over all ranks together. Each rank gets its slice of what all have, adds that in the order of ranks, and
/// gives the sum to all: twice the bucket's bytes go over each link, whatever the number of ranks.
/// </summary>
internal sealed class GradientBucket
{
    // A cache line, so that slices of different ranks share none.
    private const int Granule = 16;

    private readonly TensorCell[] _cells;
    private readonly bool _isGradient;
    private readonly int _slice;
    private readonly NativeBuffer _parts;
    private readonly NativeBuffer _received;
    private int _missing;
    private MpiRequest _request;

    /// <param name="cells">The tensors.</param>
    /// <param name="isGradient">Whether their gradients are added, or their values.</param>
    /// <param name="ranks">How many ranks there are.</param>
    internal GradientBucket(TensorCell[] cells, bool isGradient, int ranks)
    {
        (_cells, _isGradient) = (cells, isGradient);
        int length = cells.Sum(cell => cell.Buffer.Length), granule = ranks * Granule;
        _slice = (length + granule - 1) / granule * Granule;
        _parts = BufferPool.RentZeroed(_slice * ranks);
        _received = BufferPool.RentZeroed(_slice * ranks);
    }

    internal IReadOnlyList<TensorCell> Cells => _cells;

    /// <summary>Bytes of what is added.</summary>
    internal long Bytes => sizeof(float) * (long)_parts.Length;

    /// <summary>Whether everything is there that is to be sent.</summary>
    internal bool IsReady => _missing == 0;

    /// <summary>Begins an exchange: nothing is there yet, unless the values are.</summary>
    internal void Reset() => _missing = _isGradient ? _cells.Length : 0;

    internal void NoteOne() => _missing--;

    /// <summary>Gradients that have not come will not come: no rank has them.</summary>
    internal void NoteRest() => _missing = 0;

    /// <summary>Sends every rank its slice.</summary>
    internal void Scatter(MpiChannel channel)
    {
        int offset = 0;
        foreach (TensorCell cell in _cells)
        {
            Span<float> room = _parts.Span.Slice(offset, cell.Buffer.Length);
            if (!_isGradient)
                cell.Values.CopyTo(room);
            else if (cell.HasGradient)
                Elementwise.Copy(cell.Gradient!.Span, room);
            else
                room.Clear();
            offset += room.Length;
        }
        _request = channel.AllToAll(_parts, _received, _slice);
    }

    /// <summary>Adds this rank's slice of all and gives it to all.</summary>
    internal void Collect(MpiChannel channel, ReadOnlySpan<double> weights)
    {
        PartSum.Run(_received.Span, weights, _received.Span[.._slice]);
        _request = channel.AllGather(_received, _parts, _slice);
    }

    /// <summary>Whether what was started has ended.</summary>
    internal bool IsDone(MpiChannel channel) => channel.IsDone(ref _request);

    /// <summary>Puts the sums where the values were.</summary>
    internal void Unpack()
    {
        int offset = 0;
        foreach (TensorCell cell in _cells)
        {
            ReadOnlySpan<float> sum = _parts.Span.Slice(offset, cell.Buffer.Length);
            if (!_isGradient)
                sum.CopyTo(cell.Values);
            else if (cell.HasGradient)
                Elementwise.Copy(sum, cell.Gradient!.Span);
            offset += sum.Length;
        }
    }
}
