using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Measurement;

/// <summary>The rate at which main memory serves all threads of <see cref="WorkerPool"/>: what no pass over data larger than the caches can exceed.</summary>
/// <param name="Read">Gigabytes read in a second.</param>
/// <param name="ReadWrite">Gigabytes read and written in a second by a pass that changes every value in its place, as an optimizer does; both directions count.</param>
public readonly record struct MemoryBandwidth(double Read, double ReadWrite)
{
    // 256 MiB: no processor of today has as much cache for two threads.
    private const int Length = 1 << 26;

    // 1 MiB: long enough to stream, short enough to balance.
    private const int ItemLength = 1 << 18;

    /// <summary>The best of <paramref name="rounds"/> measurements.</summary>
    public static unsafe MemoryBandwidth Measure(int rounds = 5)
    {
        float* buffer = (float*)NativeMemory.AlignedAlloc(Length * sizeof(float), 4096);
        try
        {
            var action = new Action(buffer, rounds);
            SimdDispatch.Run(ref action);
            return action.Result;
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
        }
    }

    private unsafe struct Action(float* buffer, int rounds) : ISimdAction
    {
        private readonly float* _buffer = buffer;
        private readonly int _rounds = rounds;

        internal MemoryBandwidth Result { get; private set; }

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // Writing comes first: memory that was never written is one page of zeros in the cache.
            double readWrite = Measure(new WriteJob<TSimd, TVector>(_buffer));
            Result = new MemoryBandwidth(Measure(new ReadJob<TSimd, TVector>(_buffer)), 2 * readWrite);
        }

        readonly double Measure<TJob>(TJob job)
            where TJob : struct, IJob
        {
            double best = 0;
            for (int round = 0; round <= _rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                WorkerPool.Run(Length / ItemLength, ref job);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                // The first round takes the pages from the operating system.
                if (round > 0)
                    best = Math.Max(best, 1e-9 * Length * sizeof(float) / seconds);
            }
            return best;
        }
    }

    private readonly unsafe struct ReadJob<TSimd, TVector>(float* buffer) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly float* _buffer = buffer;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int index)
        {
            float* x = _buffer + ((long)index * ItemLength);
            TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (float* end = x + ItemLength; x < end; x += 4 * TSimd.Width)
            {
                s0 = TSimd.Add(s0, TSimd.Load(x));
                s1 = TSimd.Add(s1, TSimd.Load(x + TSimd.Width));
                s2 = TSimd.Add(s2, TSimd.Load(x + (2 * TSimd.Width)));
                s3 = TSimd.Add(s3, TSimd.Load(x + (3 * TSimd.Width)));
            }
            float* kept = stackalloc float[16];
            TSimd.Store(kept, TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
            Keep(kept[0]);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Keep(float value) => _ = value;
    }

    private readonly unsafe struct WriteJob<TSimd, TVector>(float* buffer) : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly float* _buffer = buffer;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int index)
        {
            float* x = _buffer + ((long)index * ItemLength);
            TVector half = TSimd.Broadcast(0.5f);
            for (float* end = x + ItemLength; x < end; x += 2 * TSimd.Width)
            {
                TSimd.Store(x, TSimd.Multiply(TSimd.Load(x), half));
                TSimd.Store(x + TSimd.Width, TSimd.Multiply(TSimd.Load(x + TSimd.Width), half));
            }
        }
    }
}
