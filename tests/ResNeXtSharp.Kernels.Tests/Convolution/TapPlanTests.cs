using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class TapPlanTests
{
    // With one picture lines are rows; with many, lines of narrow maps go across them.
    private static readonly int[] Batches = [1, 64];

    [Theory]
    [InlineData(8, 484)]
    [InlineData(4, 100)]
    [InlineData(2, 16)]
    [InlineData(1, 1)]
    public void Only_taps_inside_the_map_meet_a_pixel(int map, int expected)
    {
        // Of 3 x 3 taps per pixel 84 % are inside an 8x8 map, 69 % of a 4x4, 44 % of a 2x2 and 11 % of a 1x1.
        foreach (int batch in Batches)
        {
            var geometry = new ConvGeometry(batch, 4, map, map, 4, 3, 3, stride: 1, padding: 1, groups: 2);
            Assert.Equal(expected, Links(TapPlan.Forward(geometry), 4).Count());
            Assert.Equal(expected, Links(TapPlan.BackwardInput(geometry), 4).Count());
        }
    }

    [Theory]
    [InlineData(3, 9)]
    [InlineData(2, 16)]
    [InlineData(1, 1)]
    public void On_tiny_maps_of_many_pictures_no_padding_is_multiplied(int map, int batch)
    {
        var geometry = new ConvGeometry(batch, 4, map, map, 4, 3, 3, stride: 1, padding: 1, groups: 2);
        foreach (TapPlan plan in new[] { TapPlan.Forward(geometry), TapPlan.BackwardInput(geometry) })
        {
            Assert.True(plan.AcrossPictures);
            Assert.Equal(Links(plan, 4).Count(), plan.Targets.Sum(line => line.Taps.Length));
        }
    }

    [Theory]
    [InlineData(5, 3, 1, 1)]
    [InlineData(8, 3, 2, 1)]
    [InlineData(7, 5, 3, 2)]
    [InlineData(9, 1, 2, 0)]
    [InlineData(4, 3, 3, 0)]
    public void Both_directions_connect_the_same_pixels_by_the_same_kernel_elements(int map, int kernel, int stride, int padding)
    {
        foreach (int batch in Batches)
            CheckLinks(new ConvGeometry(batch, 2, map, map + 1, 2, kernel, kernel, stride, padding, groups: 2));
    }

    static void CheckLinks(ConvGeometry geometry)
    {
        (int kernel, int stride, int padding) = (geometry.KernelWidth, geometry.Stride, geometry.Padding);
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
    public void Every_pixel_belongs_to_one_line_even_if_no_tap_reaches_it(int map, int kernel, int stride, int padding)
    {
        foreach (int batch in Batches)
        {
            TapPlan plan = TapPlan.BackwardInput(new ConvGeometry(batch, 2, map, map, 2, kernel, kernel, stride, padding, groups: 2));
            int[] pixels = [.. plan.Targets.SelectMany(line => Enumerable.Range(0, line.Count).Select(i => line.Offset + (i * plan.TargetStep))).Order()];
            Assert.Equal(Enumerable.Range(0, map * map).Select(pixel => pixel * 2), pixels);
        }
    }

    [Fact]
    public void On_a_map_of_one_pixel_only_the_centre_of_the_kernel_is_used() =>
        Assert.Equal([4], TapPlan.Forward(new ConvGeometry(1, 4, 1, 1, 4, 3, 3, stride: 1, padding: 1, groups: 2)).UsedTaps);

    [Fact]
    public void Batches_of_every_size_share_a_plan() => Assert.Same(
        TapPlan.Forward(new ConvGeometry(3, 4, 6, 6, 4, 3, 3, stride: 1, padding: 1, groups: 2)),
        TapPlan.Forward(new ConvGeometry(8, 4, 6, 6, 4, 3, 3, stride: 1, padding: 1, groups: 2)));

    /// <summary>The pixels that meet, and by which kernel element. What falls outside a source line must fall on its zeros.</summary>
    static IEnumerable<(int Source, int Target, int Element)> Links(TapPlan plan, int channels)
    {
        foreach (TargetLine line in plan.Targets)
        {
            for (int i = 0; i < line.Count; i++)
            {
                foreach (Tap tap in line.Taps)
                {
                    SourceLine source = plan.Sources[tap.Line];
                    Assert.InRange(tap.Shift + i, 0, plan.AcrossPictures ? 0 : plan.RowPitch - 1);
                    int position = tap.Shift + i - source.Lead;
                    if (position >= 0 && position < source.Count)
                        yield return ((source.Offset + (position * plan.SourceStep)) / channels, (line.Offset + (i * plan.TargetStep)) / channels, tap.Kernel);
                }
            }
        }
    }
}
