using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public class BatchShareTests
{
    [Fact]
    public void Shares_are_the_batch_and_differ_by_one_at_most()
    {
        for (int count = 1; count <= 9; count++)
        {
            for (int batch = 0; batch <= 40; batch++)
            {
                var shares = Enumerable.Range(0, count).Select(index => new BatchShare(index, count).Of(batch)).ToList();
                Assert.Equal(Enumerable.Range(0, batch), shares.SelectMany(share => Enumerable.Range(share.First, share.Length)));
                Assert.InRange(shares.Max(share => share.Length) - shares.Min(share => share.Length), 0, 1);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Loaders_of_all_shares_prepare_every_batch_once_mixed_as_the_whole(int ranks)
    {
        using var whole = Loader(BatchShare.Whole);
        var batches = whole.ToList();
        var shares = Enumerable.Range(0, ranks).Select(rank =>
        {
            using var loader = Loader(new BatchShare(rank, ranks));
            return loader.ToList();
        }).ToList();
        for (int i = 0; i < batches.Count; i++)
        {
            var parts = shares.Select(share => share[i]).ToList();
            Assert.All(parts, part => Assert.Equal((batches[i].Count, 1), (part.WholeCount, part.StandsIn ? part.Count : 1)));
            var counted = parts.Where(part => !part.StandsIn).ToList();
            Assert.Equal(batches[i].Indices, counted.SelectMany(part => part.Indices));
            Assert.Equal(batches[i].Labels, counted.SelectMany(part => part.Labels));
            Assert.Equal(batches[i].MixedLabels, counted.SelectMany(part => part.MixedLabels));
            Assert.Equal(batches[i].Inputs.ToArray(), counted.SelectMany(part => part.Inputs.ToArray()));
            Assert.All(counted, part => Assert.Equal(batches[i].MixedShare, part.MixedShare));
        }
    }

    [Fact]
    public void A_share_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loader(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loader(new BatchShare(2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loader(new BatchShare(-1, 2)));
    }

    static DataLoader Loader(BatchShare share) =>
        new(new NumberedDataset(20), batchSize: 6, shuffle: true, new ToTensor(), seed: 4) { Share = share, Mixing = new MixUp(1) };
}
