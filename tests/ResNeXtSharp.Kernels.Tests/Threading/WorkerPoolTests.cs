using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Tests.Checks;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Tests.Threading;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Every_item_runs_exactly_once(int threads)
    {
        using var settings = new KernelSettings(SimdDispatch.Level, threads);
        foreach (int items in new[] { 0, 1, 2, 3, 7, 64, 1000, 100_000 })
            Assert.All(Count(items), count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_hundred_thousand_regions_run_one_after_the_other()
    {
        using var settings = new KernelSettings(SimdDispatch.Level, 2);
        var counts = new int[5];
        var job = new Counting(counts);
        for (int region = 1; region <= 100_000; region++)
        {
            WorkerPool.Run(counts.Length, ref job);
            foreach (int count in counts)
                Assert.True(count == region, $"an item had run {count} times after {region} regions");
        }
    }

    [Fact]
    public void A_region_inside_a_region_runs_too()
    {
        using var settings = new KernelSettings(SimdDispatch.Level, 3);
        int[][] counts = [.. Enumerable.Range(0, 50).Select(items => new int[items])];
        var job = new Nesting(counts);
        WorkerPool.Run(counts.Length, ref job);
        Assert.All(counts.SelectMany(inner => inner), count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_items_exception_arrives_at_the_caller_and_the_pool_goes_on(int threads)
    {
        using var settings = new KernelSettings(SimdDispatch.Level, threads);
        for (int failing = 0; failing < 20; failing++)
        {
            var expected = new InvalidDataException($"item {failing}");
            Assert.Same(expected, Assert.Throws<InvalidDataException>(() =>
            {
                var job = new Failing(new int[20], failing, expected);
                WorkerPool.Run(20, ref job);
            }));
            Assert.All(Count(20), count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Callers_on_several_threads_all_get_their_items_done()
    {
        using var settings = new KernelSettings(SimdDispatch.Level, 3);
        OnThreads(4, caller =>
        {
            for (int region = 0; region < 300; region++)
                Assert.All(Count(1 + (((7 * caller) + region) % 40)), count => Assert.Equal(1, count));
        });
    }

    [Fact]
    public void The_number_of_threads_may_change_between_regions_and_beside_them()
    {
        using var settings = new KernelSettings(SimdDispatch.Level, 2);
        OnThreads(2, caller =>
        {
            for (int region = 0; region < 200; region++)
            {
                if (caller == 0)
                    WorkerPool.Threads = 1 + (region % 4);
                Assert.All(Count(30), count => Assert.Equal(1, count));
            }
        });
    }

    [Fact]
    public void A_steady_region_allocates_nothing()
    {
        using var settings = new KernelSettings(SimdDispatch.Level, 2);
        var job = new Counting(new int[8]);
        WorkerPool.Run(8, ref job);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int region = 0; region < 1000; region++)
            WorkerPool.Run(8, ref job);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void Numbers_of_threads_that_make_no_sense_are_refused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Threads = threads);

    [Fact]
    public void More_items_than_a_ticket_can_count_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        var job = new Counting([]);
        WorkerPool.Run(1 << 24, ref job);
    });

    static int[] Count(int items)
    {
        var counts = new int[items];
        var job = new Counting(counts);
        WorkerPool.Run(items, ref job);
        return counts;
    }

    /// <summary>Runs an action on threads of its own and rethrows what fails there.</summary>
    static void OnThreads(int count, Action<int> action)
    {
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(caller => new Thread(() =>
        {
            try
            {
                action(caller);
            }
            catch (Exception exception)
            {
                failures[caller] = exception;
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(failures, Assert.Null);
    }
}
