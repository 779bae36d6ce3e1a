using ResNeXtSharp.Kernels.Measurement;

namespace ResNeXtSharp.Training;

/// <summary>What processor and memory allow a number of threads.</summary>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Gflops">Multiply-adds on registers, in thousand million floating-point operations in a second.</param>
/// <param name="Bandwidth">Of main memory.</param>
public sealed record MachineLimits(int Threads, double Gflops, MemoryBandwidth Bandwidth)
{
    /// <summary>Measures with <paramref name="threads"/> threads.</summary>
    public static MachineLimits Measure(int threads)
    {
        using var scope = new ThreadScope(threads);
        return new MachineLimits(threads, FmaCeiling.Measure(), MemoryBandwidth.Measure());
    }
}
