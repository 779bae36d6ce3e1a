using ResNeXtSharp.Data;
using ResNeXtSharp.Explanation;

namespace ResNeXtSharp.Tests.Explanation;

public sealed class HeatOverlayTests
{
    [Fact]
    public void Heat_is_lighter_than_cold_on_a_picture_without_colours_of_its_own()
    {
        var picture = new Image(2, 1, [200, 40, 40, 40, 40, 200]);

        var drawn = HeatOverlay.Of(picture, new HeatMap(1, 2, [0, 1]), enlargement: 4);

        Assert.Equal((8, 4), (drawn.Width, drawn.Height));
        Assert.True(Sum(drawn.Pixels[..3]) < Sum(drawn.Pixels.Slice(7 * 3, 3)));
        Assert.True(drawn.Pixels[7 * 3] > drawn.Pixels[(7 * 3) + 2], "the blue of the picture shows through");
    }

    [Fact]
    public void No_enlargement_is_less_than_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HeatOverlay.Of(new Image(1, 1, new byte[3]), new HeatMap(1, 1, [0]), enlargement: 0));

    static int Sum(ReadOnlySpan<byte> pixel) => pixel[0] + pixel[1] + pixel[2];
}
