using ResNeXtSharp.Data;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Tests.Data;

/// <summary>Transforms that change size or place: torchvision's results, and what random ones draw.</summary>
public class GeometryTests
{
    static readonly Image Drawn = ImageFile.Load(GoldenImages.PathOf("drawn.png"));

    public static TheoryData<string, ITransform[]> Torchvision => new()
    {
        { "resize32x32.png", [new Resize(32, 32)] },
        { "resize232.png", [new Resize(232)] },
        { "resize256.png", [new Resize(256)] },
        { "resize500.png", [new Resize(500)] },
        { "resize232-crop224.png", [new Resize(232), new CenterCrop(224)] },
        { "resize256-crop224.png", [new Resize(256), new CenterCrop(224)] },
        { "crop-21-37-150x190-to96.png", [new Cut(21, 37, 150, 190), new Resize(96, 96)] },
        { "resize31x44-crop40.png", [new Resize(31, 44), new CenterCrop(40)] },
        { "resize31x44-flipped.png", [new Resize(31, 44), new RandomHorizontalFlip(1)] },
    };

    [Theory]
    [MemberData(nameof(Torchvision))]
    public void The_bytes_are_those_of_torchvision(string expectedName, ITransform[] transforms)
    {
        var expected = ImageFile.Load(GoldenImages.PathOf(expectedName));

        var actual = Drawn.Apply(new Compose(transforms));

        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Pixels.ToArray(), actual.Pixels.ToArray());
    }

    [Fact]
    public void Floats_are_cropped_and_flipped_as_bytes_are()
    {
        ITransform[] geometry = [new RandomCrop(40, padding: 3), new RandomHorizontalFlip()];
        var dataset = new Pictures(Drawn.Resize(44, 38));
        ImageSample before = new(), after = new();
        for (var index = 0; index < 8; index++)
        {
            before.Read(dataset, index);
            new Compose([.. geometry, new ToTensor()]).Apply(before);
            after.Read(dataset, index);
            new Compose([new ToTensor(), .. geometry]).Apply(after);

            Assert.Equal((40, 40), (after.Height, after.Width));
            Assert.Equal(before.Values.ToArray(), after.Values.ToArray());
        }
    }

    [Fact]
    public void A_random_crop_reaches_every_place_equally_often_and_its_border_is_zero()
    {
        // One pixel of 1 in a picture of 1x1 and a border of 1: nine crops of 1x1, one of which hits it.
        var dataset = new Pictures(new Image(1, 1, [9, 9, 9]));
        var (transform, sample, hits) = (new RandomCrop(1, padding: 1), new ImageSample(), 0);
        for (var index = 0; index < 9_000; index++)
        {
            sample.Read(dataset, index);
            transform.Apply(sample);
            hits += sample.Pixels[0] == 9 ? 1 : 0;
        }

        Assert.InRange(hits, 850, 1_150);
    }

    [Fact]
    public void Half_of_the_pictures_are_flipped()
    {
        var dataset = new Pictures(new Image(2, 1, [1, 1, 1, 2, 2, 2]));
        var (transform, sample, flipped) = (new RandomHorizontalFlip(), new ImageSample(), 0);
        for (var index = 0; index < 4_000; index++)
        {
            sample.Read(dataset, index, seed: 5);
            transform.Apply(sample);
            flipped += sample.Pixels[0] == 2 ? 1 : 0;
        }

        Assert.InRange(flipped, 1_850, 2_150);
    }

    [Fact]
    public void A_random_resized_crop_keeps_to_its_ranges_and_lies_inside()
    {
        var crop = new RandomResizedCrop(224);
        var (random, shares, ratios) = (new CounterRandom(7, RandomPurpose.Synthetic), new List<double>(), new List<double>());
        for (var i = 0; i < 20_000; i++)
        {
            var (top, left, height, width) = crop.Choose(375, 500, ref random);
            Assert.True(top >= 0 && left >= 0 && height > 0 && width > 0 && top + height <= 375 && left + width <= 500);
            shares.Add(height * width / (375.0 * 500));
            ratios.Add((double)width / height);
        }

        Assert.InRange(shares.Min(), 0.078, 0.09);
        Assert.InRange(shares.Max(), 0.99, 1);
        Assert.InRange(ratios.Min(), 0.74, 0.76);
        Assert.InRange(ratios.Max(), 1.32, 1.35);
        // torchvision's means over 100,000 draws are 0.4338 and 1.0452; those of 20,000 scatter by 0.0016 and 0.0012.
        Assert.InRange(shares.Average(), 0.428, 0.440);
        Assert.InRange(ratios.Average(), 1.040, 1.050);
    }

    [Theory]
    [InlineData(10, 1_000, 0, 493, 10, 13)]
    [InlineData(1_000, 10, 493, 0, 13, 10)]
    public void Of_a_picture_too_long_the_middle_is_taken(int height, int width, int top, int left, int cropHeight, int cropWidth)
    {
        var random = new CounterRandom(1, RandomPurpose.Synthetic);

        Assert.Equal((top, left, cropHeight, cropWidth), new RandomResizedCrop(8, scale: (1, 1)).Choose(height, width, ref random));
    }

    [Fact]
    public void A_random_resized_crop_becomes_a_square()
    {
        var sample = new ImageSample();
        sample.Read(new Pictures(Drawn), 3);

        new RandomResizedCrop(48).Apply(sample);

        Assert.Equal((48, 48, 3), (sample.Height, sample.Width, sample.Channels));
    }

    [Fact]
    public void Sizes_and_ranges_that_make_no_sense_are_refused()
    {
        foreach (Func<ITransform> create in (Func<ITransform>[])
            [
                () => new Resize(0), () => new Resize(1, 0), () => new CenterCrop(0), () => new RandomCrop(0), () => new RandomCrop(1, -1),
                () => new RandomHorizontalFlip(1.5f), () => new RandomHorizontalFlip(float.NaN), () => new RandomResizedCrop(0),
                () => new RandomResizedCrop(8, scale: (0, 1)), () => new RandomResizedCrop(8, scale: (0.5, 1.1)), () => new RandomResizedCrop(8, ratio: (2, 1)),
            ])
            Assert.Throws<ArgumentOutOfRangeException>(create);
    }

    [Fact]
    public void A_picture_too_long_to_be_scaled_is_refused_before_memory_is_set_aside()
    {
        var thread = new Image(16_384, 1, new byte[16_384 * 3]);
        using var loader = new DataLoader(new Subset(new Pictures(thread), 3), 2, shuffle: false, new Compose(new Resize(224), new ToTensor()));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<DatasetException>(() => thread.Apply(new Resize(224)));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(
            "picture 0 of pictures cannot be used: from 16384x1 it would be scaled to 3670016x224, and a picture has at most 25,000,000 pixels.",
            Assert.Throws<DatasetException>(() => loader.Count()).Message);
    }

    [Fact]
    public void A_crop_larger_than_the_picture_is_refused_with_the_cure()
    {
        var error = Assert.Throws<ArgumentException>(() => new Image(5, 4, new byte[60]).Apply(new RandomCrop(8, padding: 1)));

        Assert.StartsWith("A crop of 8x8 does not fit into a picture of 5x4 with a border of 1: enlarge it with Resize first.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>One picture under every index.</summary>
    sealed class Pictures(Image image) : Dataset
    {
        public override string Name => "pictures";

        public override int Count => int.MaxValue;

        public override IReadOnlyList<string> ClassNames => ["any"];

        protected override int Label(int index) => 0;

        protected override void ReadPicture(int index, ImageSample sample) => image.CopyTo(sample);
    }

    sealed class Cut(int top, int left, int height, int width) : ITransform
    {
        public void Apply(ImageSample sample) => sample.Crop(top, left, height, width);
    }
}
