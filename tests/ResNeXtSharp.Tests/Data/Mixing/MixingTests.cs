using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Training;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Data;

public sealed class MixingTests
{
    const int Side = 32;

    static readonly Compose Standard = new(new ToTensor(), new Normalize(Shapes.Mean, Shapes.Std));

    public static TheoryData<string> Kinds => ["mixup", "cutmix", "choice"];

    [Fact]
    public void MixUp_blends_each_picture_with_the_one_before_it()
    {
        var (plain, mixed) = (Batches(null), Batches(new MixUp(1)));
        Assert.All(plain.Zip(mixed), pair =>
        {
            var (before, after) = pair;
            Assert.InRange(after.Share, 0, 1);
            for (var i = 0; i < before.Labels.Length; i++)
            {
                var other = (i + before.Labels.Length - 1) % before.Labels.Length;
                Assert.Equal(before.Labels[i], after.Labels[i]);
                Assert.Equal(before.Labels[other], after.Mixed[i]);
                for (var j = 0; j < Side * Side * 3; j++)
                    Assert.Equal((1 - after.Share) * before[i, j] + after.Share * before[other, j], after[i, j], 1e-5);
            }
        });
        Assert.True(mixed.Select(batch => batch.Share).Distinct().Count() > 10);
    }

    [Fact]
    public void CutMix_pastes_one_rectangle_whose_area_is_the_share()
    {
        var (plain, mixed) = (Batches(null), Batches(new CutMix()));
        Assert.Contains(mixed, batch => batch.Share is > 0.1 and < 0.9);
        Assert.All(plain.Zip(mixed).Where(pair => pair.Second.Share > 0), pair =>
        {
            var (before, after) = pair;
            for (var i = 0; i < before.Labels.Length; i++)
            {
                var other = (i + before.Labels.Length - 1) % before.Labels.Length;
                var kept = Enumerable.Range(0, Side * Side * 3).Count(j => after[i, j] == before[i, j]);
                Assert.All(Enumerable.Range(0, Side * Side * 3), j => Assert.True(after[i, j] == before[i, j] || after[i, j] == before[other, j]));
                // Pixels that both pictures share count as kept.
                Assert.True(kept >= Math.Round((1 - after.Share) * Side * Side) * 3, $"{kept} kept with a share of {after.Share}");
            }
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_pictures_however_many_threads_prepare_them(string kind)
    {
        var expected = Batches(Create(kind), ahead: 1).SelectMany(batch => batch.Values);
        Assert.Equal(expected, Batches(Create(kind), ahead: 7).SelectMany(batch => batch.Values));
        Assert.NotEqual(expected, Batches(Create(kind), seed: 1).SelectMany(batch => batch.Values));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_have_the_mean_and_deviation_of_a_beta_distribution(double alpha)
    {
        const int draws = 100_000;
        var random = new CounterRandom(3, RandomPurpose.Mixing);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < draws; i++)
        {
            var x = BetaDistribution.Next(alpha, ref random);
            Assert.InRange(x, 0, 1);
            (sum, squares) = (sum + x, squares + x * x);
        }
        Assert.Equal(0.5, sum / draws, 0.01);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), squares / draws - Math.Pow(sum / draws, 2), 0.004);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_batch_of_one_picture_stays(string kind)
    {
        using var loader = new DataLoader(new Shapes(train: true, 1), 4, shuffle: false, Standard) { Mixing = Create(kind) };
        var batch = Assert.Single(loader.Select(each => (each.MixedShare, each.MixedLabels.Count)));
        Assert.Equal((0.0, 0), batch);
    }

    [Fact]
    public void Training_sees_both_labels()
    {
        using var small = new SmallTraining(pictures: 8, batchSize: 8);
        using var mixing = new DataLoader(small.Train.Dataset, 8, shuffle: true, Standard) { Mixing = new MixUp(1) };
        var batch = Batches(new MixUp(1), small.Train.Dataset, 8)[0];
        var logits = small.Model.Forward(Tensor.FromChannelsLast(batch.Values, new Shape(8, 3, Side, Side)));
        var expected = new CrossEntropyLoss().Forward(logits, batch.Labels, batch.Mixed, batch.Share).Item();

        var result = new Trainer(small.Model, small.Optimizer).Fit(mixing, null, epochs: 1)[0];
        Assert.Equal(expected, result.TrainLoss, 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_distribution_that_is_none_is_refused(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixUp(alpha));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutMix(alpha));
        Assert.Throws<ArgumentException>(() => new MixChoice());
    }

    static IBatchTransform Create(string kind) => kind switch
    {
        "mixup" => new MixUp(),
        "cutmix" => new CutMix(),
        _ => new MixChoice(new MixUp(), new CutMix()),
    };

    static List<MixedBatch> Batches(IBatchTransform? mixing, Dataset? dataset = null, int batchSize = 5, int ahead = 2, ulong seed = 0)
    {
        using var loader = new DataLoader(dataset ?? new Shapes(train: true, 128), batchSize, shuffle: true, Standard, seed) { Mixing = mixing, BatchesAhead = ahead };
        return [.. loader.Select(batch => new MixedBatch(batch.Inputs.Cell.Values.ToArray(), [.. batch.Labels], [.. batch.MixedLabels], batch.MixedShare))];
    }

    sealed record MixedBatch(float[] Values, int[] Labels, int[] Mixed, double Share)
    {
        public float this[int picture, int value] => Values[picture * Side * Side * 3 + value];
    }
}
