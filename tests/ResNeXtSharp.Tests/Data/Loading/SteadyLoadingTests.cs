using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

/// <summary>What depends on the memory of the whole process.</summary>
[Collection(nameof(EngineSettings))]
public sealed class SteadyLoadingTests
{
    [Fact]
    public void A_steady_batch_allocates_nothing_on_any_thread()
    {
        var transform = new Compose(
            new RandomCrop(32, padding: 4), new RandomHorizontalFlip(), new TrivialAugment(), new ToTensor(), new Normalize(Shapes.Mean, Shapes.Std), new RandomErasing());
        using var loader = new DataLoader(new Shapes(train: true, count: 2_000), batchSize: 16, shuffle: true, transform) { Mixing = new MixChoice(new MixUp(), new CutMix()) };
        Count(loader, from: 0);

        // The thread pool may start a thread, and whoever runs the tests may report, in one pass or another; what the loader allocates it allocates in all of them.
        Assert.InRange(Enumerable.Range(0, 3).Min(_ => Count(loader, from: 10)), 0, 4_000);

        static long Count(DataLoader loader, int from)
        {
            var (batches, before) = (0, 0L);
            foreach (var batch in loader)
            {
                batch.Inputs.Release();
                if (batches++ == from) before = GC.GetTotalAllocatedBytes(precise: true);
            }
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }
}
