using System.Security.Cryptography;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public class ShapesTests
{
    [Fact]
    public void The_pictures_of_a_seed_are_the_same_on_every_machine()
    {
        var dataset = new Shapes(train: true, count: 200);
        var pixels = new byte[dataset.PixelBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < dataset.Count; i++)
        {
            dataset.Read(i, pixels);
            hash.AppendData(pixels);
        }

        Assert.Equal("bd50d33124cc8008d14340fe657326a367b1a7019de1d7142e0d0c9a1155f91a", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Pictures_do_not_depend_on_what_was_read_before()
    {
        var dataset = new Shapes(train: false);
        var first = Read(dataset, 5);
        Read(dataset, 6);

        Assert.Equal(first, Read(dataset, 5));
        Assert.Equal(first, Read(new Shapes(train: false, count: 6), 5));
    }

    [Fact]
    public void Training_pictures_test_pictures_and_those_of_another_seed_differ()
    {
        var pictures = new List<string>();
        foreach (var dataset in new[] { new Shapes(train: true), new Shapes(train: false), new Shapes(train: true, seed: 1) })
            for (var i = 0; i < 300; i++) pictures.Add(Convert.ToHexString(Read(dataset, i)));

        Assert.Distinct(pictures);
    }

    [Fact]
    public void Classes_are_equally_frequent()
    {
        var dataset = new Shapes(train: true, count: 1000);
        var counts = new int[10];
        for (var i = 0; i < dataset.Count; i++) counts[dataset.Read(i, new byte[dataset.PixelBytes])]++;

        Assert.All(counts, count => Assert.Equal(100, count));
        Assert.Equal(["circle", "square", "triangle", "star", "cross", "ring", "heart", "crescent", "arrow", "hourglass"], dataset.ClassNames);
    }

    [Fact]
    public void Mean_colours_say_nothing_of_the_class()
    {
        var dataset = new Shapes(train: true);
        var sums = new double[10];
        var counts = new int[10];
        for (var i = 0; i < 5_000; i++)
        {
            var pixels = new byte[dataset.PixelBytes];
            var label = dataset.Read(i, pixels);
            sums[label] += pixels.Average(value => value);
            counts[label]++;
        }

        Assert.All(sums.Zip(counts), both => Assert.InRange(both.First / both.Second, 120, 136));
    }

    [Fact]
    public void There_are_ten_thousand_training_and_two_thousand_test_pictures_unless_told_otherwise()
    {
        Assert.Equal(10_000, new Shapes(train: true).Count);
        Assert.Equal(2_000, new Shapes(train: false).Count);
        Assert.Equal(7, new Shapes(train: false, count: 7).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Less_than_one_picture_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shapes(train: true, count));

    static byte[] Read(Dataset dataset, int index)
    {
        var pixels = new byte[dataset.PixelBytes];
        dataset.Read(index, pixels);
        return pixels;
    }
}
