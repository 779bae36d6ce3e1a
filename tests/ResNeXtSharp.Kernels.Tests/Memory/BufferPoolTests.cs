using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Kernels.Tests.Memory;

/// <summary>Tests that count all of the process's buffers: no other test may rent or trim meanwhile.</summary>
[CollectionDefinition(nameof(CountsBuffers), DisableParallelization = true)]
public static class CountsBuffers;

[Collection(nameof(CountsBuffers))]
public class BufferPoolTests
{
    // A size class that no other test rents from.
    private const int Length = 7_654_321;

    [Fact]
    public void A_returned_buffer_is_handed_out_again()
    {
        NativeBuffer first = BufferPool.Rent(Length);
        BufferPool.Return(first);
        long allocated = BufferPool.AllocatedBytes;
        NativeBuffer second = BufferPool.Rent(Length - 100);
        Assert.Same(first, second);
        Assert.Equal(Length - 100, second.Span.Length);
        Assert.Equal(allocated, BufferPool.AllocatedBytes);
        BufferPool.Return(second);
    }

    [Fact]
    public void Rented_buffers_are_different()
    {
        NativeBuffer first = BufferPool.Rent(100), second = BufferPool.Rent(100);
        Assert.NotSame(first, second);
        first.Span.Fill(1);
        second.Span.Fill(2);
        Assert.All(first.Span.ToArray(), value => Assert.Equal(1, value));
        BufferPool.Return(first);
        BufferPool.Return(second);
    }

    [Fact]
    public unsafe void A_large_buffer_starts_on_a_large_page()
    {
        NativeBuffer buffer = BufferPool.Rent(Length);
        Assert.Equal(0u, (nuint)buffer.Pointer % HugePages.Size);
        BufferPool.Return(buffer);
    }

    [Fact]
    public void Returning_twice_is_refused()
    {
        NativeBuffer buffer = BufferPool.Rent(10);
        BufferPool.Return(buffer);
        Assert.Throws<InvalidOperationException>(() => BufferPool.Return(buffer));
    }

    [Fact]
    public void A_zeroed_buffer_forgets_what_it_held()
    {
        NativeBuffer buffer = BufferPool.Rent(1000);
        buffer.Span.Fill(float.NaN);
        BufferPool.Return(buffer);
        NativeBuffer zeroed = BufferPool.RentZeroed(1000);
        Assert.All(zeroed.Span.ToArray(), value => Assert.Equal(0, value));
        BufferPool.Return(zeroed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(1025)]
    [InlineData(1_234_567)]
    public unsafe void Buffers_are_aligned_and_waste_at_most_an_eighth(int length)
    {
        NativeBuffer buffer = BufferPool.Rent(length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal(0, (nint)buffer.Pointer % 128);
        Assert.InRange(buffer.Capacity, length, (length * 9 / 8) + 32);
        BufferPool.Return(buffer);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((1 << 30) + 1)]
    public void Lengths_out_of_range_are_refused(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => BufferPool.Rent(length));

    [Fact]
    public void Trim_gives_waiting_buffers_back_and_the_peak_remembers_them()
    {
        Collect();
        long before = BufferPool.AllocatedBytes;
        NativeBuffer buffer = BufferPool.Rent(Length);
        Assert.InRange(BufferPool.AllocatedBytes - before, Length * 4L, Length * 5L);
        Assert.InRange(BufferPool.PeakBytes, BufferPool.AllocatedBytes, long.MaxValue);
        long peak = BufferPool.PeakBytes;
        BufferPool.Return(buffer);
        BufferPool.Trim();
        Assert.Equal(before, BufferPool.AllocatedBytes);
        Assert.Equal(peak, BufferPool.PeakBytes);
    }

    [Fact]
    public void Lost_buffers_come_back_when_the_garbage_collector_finds_them()
    {
        Collect();
        long before = BufferPool.AllocatedBytes;
        Lose(count: 5);
        // Fewer than five at once, where the collector ran meanwhile and a lost one was rented again.
        Assert.InRange(BufferPool.AllocatedBytes - before, Length * 4L, 5 * Length * 5L);
        Collect();
        Assert.Equal(before, BufferPool.AllocatedBytes);
        // A buffer that was lost once may be rented and lost again.
        Lose(count: 1);
        CollectGarbage();
        Lose(count: 1);
        Collect();
        Assert.Equal(before, BufferPool.AllocatedBytes);
    }

    [Fact]
    public void Threads_never_share_a_buffer()
    {
        int shared = 0;
        Parallel.For(0, 4, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                NativeBuffer buffer = BufferPool.Rent(5000);
                buffer.Span.Fill(thread);
                if (buffer.Span.ContainsAnyExcept((float)thread))
                    Interlocked.Increment(ref shared);
                BufferPool.Return(buffer);
            }
        });
        Assert.Equal(0, shared);
    }

    static void Collect()
    {
        CollectGarbage();
        BufferPool.Trim();
    }

    static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Lose(int count)
    {
        for (int i = 0; i < count; i++)
            BufferPool.Rent(Length).Span[0] = 1;
    }
}
