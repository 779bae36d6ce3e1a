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

        Assert.Equal("270793910b5bd66e53f6283ab2070e1a95c1306436871c5772c3a308fac16eef", Convert.ToHexStringLower(hash.GetHashAndReset()));
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
    public void Brightness_says_little_of_the_class()
    {
        var dataset = new Shapes(train: true);
        var pixels = new byte[dataset.PixelBytes];
        var pictures = Enumerable.Range(0, 5_000).Select(index => (Label: dataset.Read(index, pixels), Brightness: pixels.Sum(value => value))).ToList();
        var means = pictures.GroupBy(picture => picture.Label).OrderBy(group => group.Key).Select(group => group.Average(picture => picture.Brightness)).ToList();

        var guessed = pictures.Count(picture => means.Index().MinBy(mean => Math.Abs(mean.Item - picture.Brightness)).Index == picture.Label);

        Assert.InRange(guessed, 0, pictures.Count / 5);
    }

    [Fact]
    public void The_stated_mean_and_deviation_are_those_of_the_training_pictures()
    {
        var dataset = new Shapes(train: true);
        var pixels = new byte[dataset.PixelBytes];
        var (sums, squares) = (new long[3], new long[3]);
        for (var index = 0; index < dataset.Count; index++)
        {
            dataset.Read(index, pixels);
            for (var i = 0; i < pixels.Length; i++)
            {
                sums[i % 3] += pixels[i];
                squares[i % 3] += pixels[i] * pixels[i];
            }
        }

        var count = dataset.Count * (double)pixels.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var mean = sums[channel] / count;
            Assert.Equal(mean / 255, Shapes.Mean[channel], 1e-4);
            Assert.Equal(Math.Sqrt(squares[channel] / count - mean * mean) / 255, Shapes.Std[channel], 1e-4);
        }
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

    static byte[] Read(FixedSizeDataset dataset, int index)
    {
        var pixels = new byte[dataset.PixelBytes];
        dataset.Read(index, pixels);
        return pixels;
    }
}
