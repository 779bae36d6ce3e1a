using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Tests;

/// <summary>
/// Sets the process-wide SIMD level and thread count until disposed. Tests that change them, or measure memory of the whole process, belong to the
/// collection of this name, which runs alone.
/// </summary>
[CollectionDefinition(nameof(EngineSettings), DisableParallelization = true)]
public sealed class EngineSettings : IDisposable
{
    private readonly SimdLevel _level = SimdDispatch.Level;
    private readonly int _threads = WorkerPool.Threads;

    public static TheoryData<SimdLevel> Levels => [.. SimdDispatch.Available];

    public static EngineSettings AtLevel(SimdLevel level)
    {
        var settings = new EngineSettings();
        SimdDispatch.Level = level;
        return settings;
    }

    public static EngineSettings WithThreads(int threads)
    {
        var settings = new EngineSettings();
        WorkerPool.Threads = threads;
        return settings;
    }

    public void Dispose()
    {
        SimdDispatch.Level = _level;
        if (WorkerPool.Threads != _threads)
            WorkerPool.Threads = _threads;
    }
}
