using ResNeXtSharp.Data;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Tests.Data;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(32, 32)]
    [InlineData(7, 160)]
    [InlineData(301, 5)]
    public void A_decoder_gets_back_every_pixel(int width, int height)
    {
        var random = new CounterRandom(3, RandomPurpose.Synthetic);
        var pixels = new byte[width * height * Image.Channels];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.NextInt32(256);

        var picture = ImageFile.Decode(new Image(width, height, pixels).ToPng(), "picture.png");

        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Equal(pixels, picture.Pixels.ToArray());
    }
}
