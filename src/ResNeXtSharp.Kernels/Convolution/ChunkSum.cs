using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>sum (+)= chunk 0 + chunk 1 + ..., in this order. Item = run of elements.</summary>
internal readonly unsafe struct ChunkSum(float* chunks, int count, int length, float* sum, bool accumulate) : IJob
{
    private const int ElementsPerItem = 4096;

    private readonly float* _chunks = chunks;
    private readonly int _count = count;
    private readonly int _length = length;
    private readonly float* _sum = sum;
    private readonly bool _accumulate = accumulate;

    /// <summary>chunks: [count, length]</summary>
    internal static void Run(float* chunks, int count, int length, float* sum, bool accumulate)
    {
        var job = new ChunkSum(chunks, count, length, sum, accumulate);
        WorkerPool.Run(RowBlocks.Blocks(length, ElementsPerItem), ref job);
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int first = index * ElementsPerItem, elements = Math.Min(ElementsPerItem, _length - first);
        var total = new Span<float>(_chunks + first, elements);
        for (int chunk = 1; chunk < _count; chunk++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(_chunks + ((nint)chunk * _length) + first, elements), total);
        var sum = new Span<float>(_sum + first, elements);
        if (_accumulate)
            TensorPrimitives.Add(sum, total, sum);
        else
            total.CopyTo(sum);
    }
}
