using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>Sums the squares of all gradients, slice by slice in parallel and then in order: the same bits for any number of threads.</summary>
public static unsafe class GradientNorm
{
    /// <summary>The sum of squares; a parameter without a gradient counts nothing.</summary>
    public static double SumOfSquares(ParameterSlices slices)
    {
        fixed (double* sums = slices.Sums)
        {
            var job = new Job(slices, sums);
            WorkerPool.Run(slices.Count, ref job);
        }
        double total = 0;
        foreach (double sum in slices.Sums)
            total += sum;
        return total;
    }

    private readonly struct Job(ParameterSlices slices, double* sums) : IJob
    {
        private readonly ParameterSlices _slices = slices;
        private readonly double* _sums = sums;

        public void Run(int index)
        {
            ParameterSlices.Slice slice = _slices[index];
            _sums[index] = _slices.Gradients[slice.Parameter] is { } gradient
                ? TensorPrimitives.SumOfSquares(new ReadOnlySpan<float>(gradient.Pointer + slice.Start, slice.Length))
                : 0;
        }
    }
}
