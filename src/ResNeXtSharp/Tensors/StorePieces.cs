using System.Buffers;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Tensors;

/// <summary>Reads a tensor's values and puts them into its layout, some slices of the first dimension at a time.</summary>
internal readonly struct StorePieces : IJob
{
    // Pieces of 256 KiB stay in the cache between being read and being laid out.
    private const int PieceLength = 1 << 16;

    private readonly TensorCell _cell;
    private readonly PieceReader _read;
    private readonly int _slice;
    private readonly int _slices;

    internal StorePieces(TensorCell cell, PieceReader read)
    {
        (_cell, _read) = (cell, read);
        _slice = cell.Shape.Count / cell.Shape[0];
        _slices = MemoryLayout.WholeBlocks(PieceLength / _slice);
    }

    /// <summary>Pieces of the tensor.</summary>
    internal int Count => (_cell.Shape[0] + _slices - 1) / _slices;

    /// <inheritdoc/>
    public void Run(int index)
    {
        int first = index * _slices;
        int length = Math.Min(_slices, _cell.Shape[0] - first) * _slice;
        float[] piece = ArrayPool<float>.Shared.Rent(length);
        Span<float> values = piece.AsSpan(0, length);
        _read(first * _slice, values);
        _cell.Layout.StoreSlices(_cell.Shape, first, values, _cell.Values);
        ArrayPool<float>.Shared.Return(piece);
    }
}
