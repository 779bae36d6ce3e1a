using System.Runtime.CompilerServices;

namespace ResNeXtSharp.Kernels.Threading;

/// <summary>
/// The one set of compute threads. A region costs well under a microsecond to start while the workers are still spinning from the last one,
/// and nothing is allocated. Items are handed out one by one, so a thread that lost its core to another process delays one item, not the region.
/// </summary>
public static unsafe class WorkerPool
{
    // Long enough to bridge the serial code between two regions, short enough to leave the core to others soon.
    private const int SpinsBeforePark = 3000;

    // One word says everything a worker needs: | region 16 | items 24 | next 24 |. A worker that took a number can therefore
    // never mistake one region's items for another's.
    private const int MaxItems = (1 << 24) - 4096;

    private static readonly Lock Gate = new();
    private static readonly SemaphoreSlim Parking = new(0);
    private static Ticket _ticket;
    private static Padded _completed;
    private static Padded _parked;
    private static void* _job;
    private static delegate*<void*, int, void> _run;
    private static Exception? _failure;
    private static int _threads = Environment.ProcessorCount;
    private static int _generation;
    private static int _workers;

    [ThreadStatic]
    private static bool _inside;

    /// <summary>Threads that compute, the caller included. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 or more than 1024.</exception>
    public static int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024);
            lock (Gate)
            {
                _threads = value;
                _generation++;
                _workers = 0;
                ReleaseParked();
            }
        }
    }

    /// <summary>Runs items 0 to <paramref name="items"/> - 1 and returns when all are done. Inside a region it runs them on the calling thread.</summary>
    /// <param name="items">How many.</param>
    /// <param name="job">A local variable, not a field of an object: the workers read it by its address, which the garbage collector must not change.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 16 million items.</exception>
    public static void Run<TJob>(int items, ref TJob job)
        where TJob : struct, IJob
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, MaxItems);
        if (items <= 1 || _threads == 1 || _inside || !Gate.TryEnter())
        {
            for (int i = 0; i < items; i++)
                job.Run(i);
            return;
        }
        try
        {
            StartWorkers();
            _job = Unsafe.AsPointer(ref job);
            _run = &Invoke<TJob>;
            _completed.Value = 0;
            long region = (Volatile.Read(ref _ticket.Value) >> 48) + 1;
            Interlocked.Exchange(ref _ticket.Value, (region << 48) | ((long)items << 24));
            if (Volatile.Read(ref _parked.Value) > 0)
                ReleaseParked();
            _inside = true;
            TakeItems();
            SpinWait wait = default;
            while (Volatile.Read(ref _completed.Value) < items)
                wait.SpinOnce(sleep1Threshold: -1);
            if (_failure is { } failure)
            {
                _failure = null;
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
        finally
        {
            _inside = false;
            Gate.Exit();
        }
    }

    static void Invoke<TJob>(void* job, int index)
        where TJob : struct, IJob => Unsafe.AsRef<TJob>(job).Run(index);

    static bool HasItems(long ticket) => (int)(ticket & 0xFFFFFF) < (int)((ticket >> 24) & 0xFFFFFF);

    static void TakeItems()
    {
        while (HasItems(Volatile.Read(ref _ticket.Value)))
        {
            long ticket = Interlocked.Increment(ref _ticket.Value) - 1;
            if (!HasItems(ticket))
                return;
            try
            {
                _run(_job, (int)(ticket & 0xFFFFFF));
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
            Interlocked.Increment(ref _completed.Value);
        }
    }

    static void StartWorkers()
    {
        for (; _workers < _threads - 1; _workers++)
        {
            int generation = _generation;
            new Thread(() => Work(generation)) { IsBackground = true, Name = "ResNeXtSharp compute" }.Start();
        }
    }

    static void Work(int generation)
    {
        _inside = true;
        int spins = 0;
        while (Volatile.Read(ref _generation) == generation)
        {
            if (HasItems(Volatile.Read(ref _ticket.Value)))
            {
                TakeItems();
                spins = 0;
            }
            else if (++spins < SpinsBeforePark)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Park(generation);
                spins = 0;
            }
        }
    }

    static void Park(int generation)
    {
        Interlocked.Increment(ref _parked.Value);
        if (HasItems(Volatile.Read(ref _ticket.Value)) || Volatile.Read(ref _generation) != generation)
        {
            // Work arrived between the last look and the registration. Take the registration back, unless a release is already on its way.
            for (long parked = Volatile.Read(ref _parked.Value); parked > 0; parked = Volatile.Read(ref _parked.Value))
            {
                if (Interlocked.CompareExchange(ref _parked.Value, parked - 1, parked) == parked)
                    return;
            }
        }
        Parking.Wait();
    }

    static void ReleaseParked()
    {
        int parked = (int)Interlocked.Exchange(ref _parked.Value, 0);
        if (parked > 0)
            Parking.Release(parked);
    }

    // Each hot word has its cache lines to itself.
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit, Size = 256)]
    private struct Ticket
    {
        [System.Runtime.InteropServices.FieldOffset(128)]
        public long Value;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit, Size = 256)]
    private struct Padded
    {
        [System.Runtime.InteropServices.FieldOffset(128)]
        public long Value;
    }
}
