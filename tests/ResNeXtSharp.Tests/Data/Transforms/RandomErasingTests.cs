using ResNeXtSharp.Data;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Tests.Data;

public sealed class RandomErasingTests
{
    [Fact]
    public void Rectangles_have_the_area_and_proportion_asked_for_and_lie_everywhere()
    {
        var erasing = new RandomErasing(1, (0.1, 0.2), (0.5, 2));
        var random = new CounterRandom(1, RandomPurpose.Augmentation);
        var covered = new bool[32, 40];
        for (var i = 0; i < 2_000; i++)
        {
            var (top, left, height, width) = erasing.Choose(32, 40, ref random);
            Assert.InRange((double)height * width / (32 * 40), 0.085, 0.22);
            Assert.InRange((double)height / width, 0.44, 2.3);
            for (var y = top; y < top + height; y++)
                for (var x = left; x < left + width; x++) covered[y, x] = true;
        }
        Assert.DoesNotContain(false, covered.Cast<bool>());
    }

    [Fact]
    public void The_rectangle_is_zero_and_the_rest_stays()
    {
        var dataset = new Shapes(train: true);
        ImageSample plain = new(), erased = new();
        var transform = new Compose(new ToTensor(), new Normalize(Shapes.Mean, Shapes.Std));
        plain.Read(dataset, 3);
        transform.Apply(plain);
        erased.Read(dataset, 3);
        new Compose(transform, new RandomErasing(1)).Apply(erased);

        var changed = plain.Values.ToArray().Zip(erased.Values.ToArray()).Where(pair => pair.First != pair.Second).ToList();
        Assert.NotEmpty(changed);
        Assert.All(changed, pair => Assert.Equal(0, pair.Second));
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.3f, 300)]
    [InlineData(1f, 1000)]
    public void The_share_of_pictures_is_the_probability(float probability, int expected)
    {
        var (dataset, sample, erasing) = (new Shapes(train: true), new ImageSample(), new RandomErasing(probability));
        var toTensor = new ToTensor();
        var count = 0;
        for (var index = 0; index < 1_000; index++)
        {
            sample.Read(dataset, index, seed: 5);
            toTensor.Apply(sample);
            sample.Values.Fill(1);
            erasing.Apply(sample);
            count += sample.Values.Contains(0) ? 1 : 0;
        }
        Assert.InRange(count, expected - 50, expected + 50);
    }

    [Fact]
    public void A_picture_of_one_pixel_stays()
    {
        var sample = new ImageSample();
        sample.Start(1, 1, 3).Fill(255);
        new Compose(new ToTensor(), new RandomErasing(1)).Apply(sample);
        Assert.Equal([1f, 1f, 1f], sample.Values.ToArray());
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomErasing(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomErasing(1, scale: (0.5, 0.2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomErasing(1, ratio: (0, 1)));
    }
}
