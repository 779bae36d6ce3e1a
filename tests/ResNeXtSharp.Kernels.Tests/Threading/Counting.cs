using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Tests.Threading;

/// <summary>Counts how often each item runs.</summary>
internal readonly struct Counting(int[] counts) : IJob
{
    private readonly int[] _counts = counts;

    public void Run(int index) => Interlocked.Increment(ref _counts[index]);
}

/// <summary>Runs a counting region of its own inside every item.</summary>
internal readonly struct Nesting(int[][] counts) : IJob
{
    private readonly int[][] _counts = counts;

    public void Run(int index)
    {
        var inner = new Counting(_counts[index]);
        WorkerPool.Run(_counts[index].Length, ref inner);
    }
}

/// <summary>Throws in one item and counts the others.</summary>
internal readonly struct Failing(int[] counts, int failing, Exception exception) : IJob
{
    private readonly int[] _counts = counts;
    private readonly int _failing = failing;
    private readonly Exception _exception = exception;

    public void Run(int index)
    {
        if (index == _failing)
            throw _exception;
        Interlocked.Increment(ref _counts[index]);
    }
}
