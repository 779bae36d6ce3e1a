using System.Runtime.Intrinsics;

namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>1/√(variance + epsilon) in double precision.</summary>
public static unsafe class InverseDeviation
{
    /// <summary>One value per channel.</summary>
    /// <param name="variance">[channels]</param>
    /// <param name="epsilon">Added to every variance.</param>
    /// <param name="output">[channels]; may be the variance.</param>
    /// <exception cref="ArgumentException">The output is shorter than the variance.</exception>
    public static void Of(ReadOnlySpan<float> variance, double epsilon, Span<float> output)
    {
        if (output.Length < variance.Length)
            throw new ArgumentException($"{output.Length} floats do not hold {variance.Length} channels.", nameof(output));
        int whole = variance.Length / DoubleLanes.Count * DoubleLanes.Count;
        fixed (float* source = variance, target = output)
        {
            for (int c = 0; c < whole; c += DoubleLanes.Count)
                DoubleLanes.Store(target + c, Vector256<double>.One / Vector256.Sqrt(DoubleLanes.Load(source + c) + Vector256.Create(epsilon)), DoubleLanes.Count);
        }
        for (int c = whole; c < variance.Length; c++)
            output[c] = (float)(1 / Math.Sqrt(variance[c] + epsilon));
    }
}
