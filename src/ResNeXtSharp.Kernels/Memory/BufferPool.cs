namespace ResNeXtSharp.Kernels.Memory;

/// <summary>
/// Keeps returned buffers by size and hands them out again, so that a steady training step takes nothing from the operating system.
/// Thread-safe.
/// </summary>
public static class BufferPool
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, Stack<NativeBuffer>> Free = [];
    private static long _allocatedBytes;
    private static long _peakBytes;

    /// <summary>Bytes taken from the operating system, rented or waiting.</summary>
    public static long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    /// <summary>The most <see cref="AllocatedBytes"/> has been.</summary>
    public static long PeakBytes => Interlocked.Read(ref _peakBytes);

    /// <summary>A buffer of <paramref name="length"/> floats with arbitrary content.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or over 2^30.</exception>
    public static NativeBuffer Rent(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 30);
        int capacity = SizeClass(length);
        lock (Gate)
        {
            if (Free.TryGetValue(capacity, out Stack<NativeBuffer>? waiting) && waiting.TryPop(out NativeBuffer? buffer))
            {
                buffer.Length = length;
                buffer.IsRented = true;
                return buffer;
            }
        }
        var fresh = new NativeBuffer(capacity) { Length = length, IsRented = true };
        long bytes = Interlocked.Add(ref _allocatedBytes, (long)capacity * sizeof(float));
        for (long peak = PeakBytes; bytes > peak; peak = PeakBytes)
            Interlocked.CompareExchange(ref _peakBytes, bytes, peak);
        return fresh;
    }

    /// <summary>
    /// Sees to it that <paramref name="count"/> buffers of <paramref name="length"/> floats wait. Items that rent scratch would otherwise allocate now and
    /// then, whenever more of them than before happen to run at the same time.
    /// </summary>
    public static void Reserve(int length, int count)
    {
        NativeBuffer buffer = Rent(length);
        if (count > 1)
            Reserve(length, count - 1);
        Return(buffer);
    }

    /// <summary>A buffer of <paramref name="length"/> zeros.</summary>
    public static NativeBuffer RentZeroed(int length)
    {
        NativeBuffer buffer = Rent(length);
        buffer.Span.Clear();
        return buffer;
    }

    /// <summary>Takes a rented buffer back. Its content is gone.</summary>
    /// <exception cref="InvalidOperationException">The buffer is not rented: it was returned before.</exception>
    public static void Return(NativeBuffer buffer)
    {
        lock (Gate)
        {
            if (!buffer.IsRented)
                throw new InvalidOperationException("The buffer was returned twice.");
            buffer.IsRented = false;
            if (!Free.TryGetValue(buffer.Capacity, out Stack<NativeBuffer>? waiting))
                Free.Add(buffer.Capacity, waiting = new Stack<NativeBuffer>());
            waiting.Push(buffer);
        }
    }

    /// <summary>Gives every waiting buffer back to the operating system.</summary>
    public static void Trim()
    {
        lock (Gate)
        {
            foreach (Stack<NativeBuffer> waiting in Free.Values)
            {
                while (waiting.TryPop(out NativeBuffer? buffer))
                    buffer.Free();
            }
        }
    }

    internal static void OnFreed(long bytes) => Interlocked.Add(ref _allocatedBytes, -bytes);

    // Eight classes per power of two: at most an eighth is wasted, and batches of nearly equal size share buffers.
    static int SizeClass(int length)
    {
        int step = Math.Max(NativeBuffer.Alignment / sizeof(float), (int)(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 1)) >> 4));
        return checked((Math.Max(length, 1) + step - 1) / step * step);
    }
}
