using ResNeXtSharp.Kernels.Measurement;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>The multiply-add ceiling of this machine, measured once, in a moment in which no training would be disturbed, or given.</summary>
sealed class MachineCeiling(double? given)
{
    /// <summary>In GFLOP/s, or null.</summary>
    public double? Gflops { get; private set; } = given;

    /// <summary>For the page.</summary>
    public CeilingView View => new(Gflops, WorkerPool.Threads);

    /// <summary>Measures, if that has not been done and nothing trains: a fifth of a second on all threads.</summary>
    /// <returns>Whether it is known since now.</returns>
    public bool MeasureUnless(bool isTraining)
    {
        if (Gflops is not null || isTraining) return false;
        Gflops = FmaCeiling.Measure();
        return true;
    }
}
