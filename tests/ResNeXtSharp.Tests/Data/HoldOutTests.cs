using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public class HoldOutTests
{
    static readonly NumberedDataset Whole = new(100);

    [Fact]
    public void Every_picture_is_on_one_side_and_every_class_gives_its_share()
    {
        var (train, validation) = HoldOut.Split(Whole, 0.2, seed: 3);

        Assert.Equal((80, 20), (train.Count, validation.Count));
        Assert.Equal(Enumerable.Range(0, 100), Pictures(train).Concat(Pictures(validation)).Order());
        Assert.All(Pictures(validation).GroupBy(picture => picture % 5), sameClass => Assert.Equal(4, sameClass.Count()));
        Assert.Equal(Pictures(validation).Order(), Pictures(validation));
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        Assert.Equal(HeldOut(0.3, seed: 1), HeldOut(0.3, seed: 1));
        Assert.NotEqual(HeldOut(0.3, seed: 1), HeldOut(0.3, seed: 2));
    }

    [Fact]
    public void A_smaller_share_is_part_of_a_larger_one() => Assert.Subset(HeldOut(0.5).ToHashSet(), HeldOut(0.2).ToHashSet());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 0)]
    [InlineData(0.99, 95)]
    [InlineData(1, 100)]
    public void A_class_keeps_a_picture_for_training_unless_all_are_asked_for(double share, int expected) => Assert.Equal(expected, HeldOut(share).Count);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_that_is_none_is_refused(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => HoldOut.Split(Whole, share));

    static List<int> HeldOut(double share, ulong seed = 0) => Pictures(HoldOut.Split(Whole, share, seed).Validation);

    // The first byte of a numbered picture is its number.
    static List<int> Pictures(Subset subset)
    {
        var sample = new ImageSample();
        var pictures = new List<int>();
        for (var i = 0; i < subset.Count; i++)
        {
            subset.Read(i, sample);
            Assert.Equal(subset.LabelOf(i), sample.Label);
            pictures.Add(sample.Pixels[0]);
        }
        return pictures;
    }
}
