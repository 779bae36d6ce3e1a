using System.Diagnostics;
using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Measurement;

/// <summary>The rate of multiply-adds on registers alone: what no kernel on this machine can exceed. Figures of speed are quoted as a share of it.</summary>
public static class FmaCeiling
{
    // A hundred accumulations per item and thread take tens of milliseconds, long enough for the clock and short enough for a start-up check.
    private const int StepsPerItem = 200_000;
    private const int ItemsPerThread = 8;
    private const int Accumulators = 12;

    /// <summary>The best of <paramref name="rounds"/> measurements with all threads of <see cref="WorkerPool"/>, in GFLOP/s (a multiply-add counts two).</summary>
    public static double Measure(int rounds = 5)
    {
        var action = new Action(rounds);
        SimdDispatch.Run(ref action);
        return action.GigaflopsPerSecond;
    }

    private struct Action(int rounds) : ISimdAction
    {
        private readonly int _rounds = rounds;

        internal double GigaflopsPerSecond { get; private set; }

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int items = ItemsPerThread * WorkerPool.Threads;
            for (int round = 0; round <= _rounds; round++)
            {
                var job = new Job<TSimd, TVector>();
                long start = Stopwatch.GetTimestamp();
                WorkerPool.Run(items, ref job);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                // The first round warms threads and clock up.
                if (round > 0)
                    GigaflopsPerSecond = Math.Max(GigaflopsPerSecond, 2e-9 * items * StepsPerItem * Accumulators * TSimd.Width / seconds);
            }
        }
    }

    private unsafe struct Job<TSimd, TVector> : IJob
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int index)
        {
            TVector a = TSimd.Broadcast(1f), b = TSimd.Broadcast(1e-9f);
            TVector c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
            for (int step = 0; step < StepsPerItem; step++)
            {
                c0 = TSimd.MultiplyAdd(a, b, c0);
                c1 = TSimd.MultiplyAdd(a, b, c1);
                c2 = TSimd.MultiplyAdd(a, b, c2);
                c3 = TSimd.MultiplyAdd(a, b, c3);
                c4 = TSimd.MultiplyAdd(a, b, c4);
                c5 = TSimd.MultiplyAdd(a, b, c5);
                c6 = TSimd.MultiplyAdd(a, b, c6);
                c7 = TSimd.MultiplyAdd(a, b, c7);
                c8 = TSimd.MultiplyAdd(a, b, c8);
                c9 = TSimd.MultiplyAdd(a, b, c9);
                c10 = TSimd.MultiplyAdd(a, b, c10);
                c11 = TSimd.MultiplyAdd(a, b, c11);
            }
            TVector sum = TSimd.Add(TSimd.Add(TSimd.Add(c0, c1), TSimd.Add(c2, c3)), TSimd.Add(TSimd.Add(c4, c5), TSimd.Add(c6, c7)));
            float* kept = stackalloc float[16];
            TSimd.Store(kept, TSimd.Add(sum, TSimd.Add(TSimd.Add(c8, c9), TSimd.Add(c10, c11))));
            Keep(kept[0]);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Keep(float value) => _ = value;
    }
}
