using System.Runtime.InteropServices;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Tests.Checks;

/// <summary>Repeats a check at every instruction set of this machine, and with several numbers of threads.</summary>
internal static class Every
{
    private static readonly int[] ThreadCounts = [1, 2, 3, 5];

    internal static void Level(Action<SimdLevel> check)
    {
        foreach (SimdLevel level in SimdDispatch.Available)
        {
            using var settings = new KernelSettings(level, WorkerPool.Threads);
            check(level);
        }
    }

    /// <summary>At every level, all thread counts must give the same bits.</summary>
    internal static void ThreadCountGivesTheSameBits(Func<float[]> run, string context)
    {
        foreach (SimdLevel level in SimdDispatch.Available)
        {
            int[]? expected = null;
            foreach (int threads in ThreadCounts)
            {
                using var settings = new KernelSettings(level, threads);
                int[] bits = [.. MemoryMarshal.Cast<float, int>(run())];
                expected ??= bits;
                Assert.True(expected.AsSpan().SequenceEqual(bits), $"{context}: {level} with {threads} threads differs from one thread");
            }
        }
    }
}
