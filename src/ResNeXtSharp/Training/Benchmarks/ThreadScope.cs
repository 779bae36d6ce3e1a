using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Training;

/// <summary>A stretch of code that computes with another number of threads.</summary>
internal readonly ref struct ThreadScope
{
    private readonly int _outer = WorkerPool.Threads;

    internal ThreadScope(int threads) => WorkerPool.Threads = threads;

    /// <summary>Restores the number of before.</summary>
    public void Dispose() => WorkerPool.Threads = _outer;
}
