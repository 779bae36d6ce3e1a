using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public class ImageTests
{
    static readonly Image Drawn = ImageFile.Load(GoldenImages.PathOf("drawn.png"));

    [Fact]
    public void Resizing_gives_the_bytes_of_PIL() => AssertEqual("resize32x32.png", Drawn.Resize(32, 32));

    [Fact]
    public void Resizing_the_shorter_side_gives_the_bytes_of_torchvision() => AssertEqual("resize232.png", Drawn.ResizeShorterSide(232));

    [Fact]
    public void Resizing_and_cropping_gives_the_bytes_of_torchvision() =>
        AssertEqual("resize232-crop224.png", Drawn.ResizeShorterSide(232).CenterCrop(224, 224));

    [Fact]
    public void Resizing_to_the_same_size_changes_nothing() => Assert.Same(Drawn, Drawn.Resize(Drawn.Width, Drawn.Height));

    [Fact]
    public void A_flat_picture_stays_flat_at_any_size()
    {
        var flat = new Image(5, 4, [.. Enumerable.Repeat((byte)255, 60)]);

        foreach (var (width, height) in new[] { (1, 1), (2, 9), (17, 3), (64, 64) })
            Assert.All(flat.Resize(width, height).Pixels.ToArray(), value => Assert.Equal(255, value));
    }

    [Theory]
    [InlineData(100, 50, 20, 40, 20)]
    [InlineData(50, 100, 20, 20, 40)]
    [InlineData(7, 7, 20, 20, 20)]
    [InlineData(431, 317, 256, 348, 256)]
    public void The_longer_side_keeps_the_proportion(int width, int height, int size, int expectedWidth, int expectedHeight)
    {
        var image = new Image(width, height, new byte[width * height * 3]).ResizeShorterSide(size);

        Assert.Equal((expectedWidth, expectedHeight), (image.Width, image.Height));
    }

    [Fact]
    public void Cropping_takes_the_middle()
    {
        var image = new Image(5, 3, [.. Enumerable.Range(0, 45).Select(value => (byte)value)]);

        var cropped = image.CenterCrop(1, 1);

        Assert.Equal((byte[])[21, 22, 23], cropped.Pixels.ToArray());
        Assert.Equal(image.Pixels.ToArray(), image.CenterCrop(5, 3).Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(432, 1)]
    [InlineData(1, 318)]
    public void A_crop_must_fit(int width, int height) => Assert.Throws<ArgumentOutOfRangeException>(() => Drawn.CenterCrop(width, height));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void A_size_less_than_one_is_refused(int width, int height)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Drawn.Resize(width, height));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(width, height, []));
    }

    [Fact]
    public void The_number_of_bytes_must_fit_the_size()
    {
        Assert.Throws<ArgumentException>(() => new Image(2, 2, new byte[11]));
        Assert.Throws<ArgumentException>(() => new Image(40_000, 40_000, new byte[12]));
    }

    [Fact]
    public void A_picture_becomes_a_sample_for_the_transforms()
    {
        var sample = new ImageSample();

        Drawn.CopyTo(sample);
        new ToTensor().Apply(sample);

        Assert.Equal((317, 431, 3), (sample.Height, sample.Width, sample.Channels));
        Assert.Equal(Drawn.Pixels[1234] / 255f, sample.Values[1234]);
    }

    static void AssertEqual(string expectedName, Image actual)
    {
        var expected = ImageFile.Load(GoldenImages.PathOf(expectedName));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Pixels.ToArray(), actual.Pixels.ToArray());
    }
}
