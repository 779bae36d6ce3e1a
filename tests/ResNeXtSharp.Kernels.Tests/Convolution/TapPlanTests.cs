using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class TapPlanTests
{
    [Theory]
    [InlineData(8, 484)]
    [InlineData(4, 100)]
    [InlineData(2, 16)]
    [InlineData(1, 1)]
    public void Only_taps_inside_the_map_are_planned(int map, int expected)
    {
        // Of 3 x 3 taps per pixel 84 % are inside an 8x8 map, 69 % of a 4x4, 44 % of a 2x2 and 11 % of a 1x1.
        var geometry = new ConvGeometry(1, 4, map, map, 4, 3, 3, stride: 1, padding: 1, groups: 2);
        Assert.Equal(expected, Products(TapPlan.Forward(geometry)));
        Assert.Equal(expected, Products(TapPlan.BackwardInput(geometry)));
    }

    [Theory]
    [InlineData(5, 3, 1, 1)]
    [InlineData(8, 3, 2, 1)]
    [InlineData(7, 5, 3, 2)]
    [InlineData(9, 1, 2, 0)]
    [InlineData(4, 3, 3, 0)]
    public void Both_directions_connect_the_same_pixels_by_the_same_kernel_elements(int map, int kernel, int stride, int padding)
    {
        var geometry = new ConvGeometry(1, 2, map, map + 1, 2, kernel, kernel, stride, padding, groups: 2);
        var expected = new HashSet<(int Input, int Output, int Element)>();
        for (int o = 0; o < geometry.OutHeight * geometry.OutWidth; o++)
        {
            for (int element = 0; element < kernel * kernel; element++)
            {
                int y = (o / geometry.OutWidth * stride) - padding + (element / kernel), x = (o % geometry.OutWidth * stride) - padding + (element % kernel);
                if (y >= 0 && y < geometry.Height && x >= 0 && x < geometry.Width)
                    expected.Add(((y * geometry.Width) + x, o, element));
            }
        }
        Assert.Equal(expected, [.. Links(TapPlan.Forward(geometry), 2).Select(link => (link.Source, link.Target, link.Element))]);
        Assert.Equal(expected, [.. Links(TapPlan.BackwardInput(geometry), 2).Select(link => (link.Target, link.Source, link.Element))]);
    }

    [Theory]
    [InlineData(7, 5, 3, 2)]
    [InlineData(9, 1, 2, 0)]
    public void Every_pixel_belongs_to_one_class_even_if_no_tap_reaches_it(int map, int kernel, int stride, int padding)
    {
        var geometry = new ConvGeometry(1, 2, map, map, 2, kernel, kernel, stride, padding, groups: 2);
        int[] pixels = [.. TapPlan.BackwardInput(geometry).Classes.SelectMany(taps => taps.Targets).Order()];
        Assert.Equal(Enumerable.Range(0, map * map).Select(pixel => pixel * 2), pixels);
    }

    [Fact]
    public void On_a_map_of_one_pixel_only_the_centre_of_the_kernel_is_used() =>
        Assert.Equal([4], TapPlan.Forward(new ConvGeometry(1, 4, 1, 1, 4, 3, 3, stride: 1, padding: 1, groups: 2)).UsedTaps);

    [Fact]
    public void Batches_of_every_size_share_a_plan() => Assert.Same(
        TapPlan.Forward(new ConvGeometry(3, 4, 6, 6, 4, 3, 3, stride: 1, padding: 1, groups: 2)),
        TapPlan.Forward(new ConvGeometry(8, 4, 6, 6, 4, 3, 3, stride: 1, padding: 1, groups: 2)));

    static int Products(TapPlan plan) => plan.Classes.Sum(taps => taps.Count * taps.Taps.Length);

    static IEnumerable<(int Source, int Target, int Element)> Links(TapPlan plan, int channels)
    {
        foreach (TapClass taps in plan.Classes)
        {
            for (int pixel = 0; pixel < taps.Count; pixel++)
            {
                foreach (Tap tap in taps.Taps)
                    yield return ((taps.Sources[pixel] + tap.Offset) / channels, taps.Targets[pixel] / channels, tap.Kernel);
            }
        }
    }
}
