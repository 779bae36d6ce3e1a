using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Tests.Checks;

/// <summary>Sets the process-wide SIMD level and thread count until disposed.</summary>
internal sealed class KernelSettings : IDisposable
{
    private readonly SimdLevel _level = SimdDispatch.Level;
    private readonly int _threads = WorkerPool.Threads;

    internal KernelSettings(SimdLevel level, int threads)
    {
        SimdDispatch.Level = level;
        if (WorkerPool.Threads != threads)
            WorkerPool.Threads = threads;
    }

    public void Dispose()
    {
        SimdDispatch.Level = _level;
        if (WorkerPool.Threads != _threads)
            WorkerPool.Threads = _threads;
    }
}
