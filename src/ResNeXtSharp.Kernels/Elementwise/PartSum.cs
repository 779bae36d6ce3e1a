using System.Runtime.Intrinsics;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Elementwise;

/// <summary>
/// Adds parts that came from several processes, in their order and in double precision, and rounds once: the bits depend on neither the arrival of messages
/// nor the library's algorithm. Item = block of floats.
/// </summary>
public readonly unsafe struct PartSum : IJob
{
    private const int FloatsPerItem = 1 << 14;

    private readonly float* _parts;
    private readonly double* _weights;
    private readonly float* _sum;
    private readonly int _count;
    private readonly int _length;

    PartSum(float* parts, double* weights, float* sum, int count, int length)
    {
        _parts = parts;
        _weights = weights;
        _sum = sum;
        _count = count;
        _length = length;
    }

    /// <summary>sum = Σ weight · part. Parts of weight zero are not read.</summary>
    /// <param name="parts">[weights, sum]</param>
    /// <param name="weights">One for each part, not all zero.</param>
    /// <param name="sum">May be the first part itself.</param>
    /// <exception cref="ArgumentException">The lengths do not match.</exception>
    public static void Run(ReadOnlySpan<float> parts, ReadOnlySpan<double> weights, Span<float> sum)
    {
        if (parts.Length != (long)weights.Length * sum.Length)
            throw new ArgumentException($"{parts.Length} floats are not {weights.Length} parts of {sum.Length}.");
        fixed (float* p = parts, s = sum)
        fixed (double* w = weights)
        {
            var job = new PartSum(p, w, s, weights.Length, sum.Length);
            WorkerPool.Run(RowBlocks.Blocks(sum.Length, FloatsPerItem), ref job);
        }
    }

    /// <inheritdoc/>
    public void Run(int index)
    {
        int i = index * FloatsPerItem, last = Math.Min(i + FloatsPerItem, _length);
        for (; i + DoubleLanes.Count <= last; i += DoubleLanes.Count)
        {
            // The first term is no sum with zero, which would make a negative zero positive.
            Vector256<double> total = default;
            bool isFirst = true;
            for (int part = 0; part < _count; part++)
            {
                if (_weights[part] == 0)
                    continue;
                Vector256<double> term = DoubleLanes.Load(_parts + ((nint)part * _length) + i) * _weights[part];
                total = isFirst ? term : total + term;
                isFirst = false;
            }
            DoubleLanes.Store(_sum + i, total, DoubleLanes.Count);
        }
        for (; i < last; i++)
            _sum[i] = One(i);
    }

    float One(int i)
    {
        double total = 0;
        bool isFirst = true;
        for (int part = 0; part < _count; part++)
        {
            if (_weights[part] == 0)
                continue;
            double term = _parts[((nint)part * _length) + i] * _weights[part];
            total = isFirst ? term : total + term;
            isFirst = false;
        }
        return (float)total;
    }
}
