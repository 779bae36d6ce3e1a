using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Tests.Nn;

public sealed class FlopCountTests
{
    [Fact]
    public void A_linear_layer_costs_two_operations_per_weight_and_row() => Assert.Equal(2 * 7 * 5 * 3, FlopCount.Of(new Linear(3, 5), [7, 3]).Forward);

    [Fact]
    public void Zeros_of_the_padding_are_free()
    {
        // On 2x2 pixels each output of a padded 3x3 kernel meets four pixels; on 1x1 only the centre meets one.
        var layer = new Conv2d(8, 16, kernelSize: 3, padding: 1, groups: 4);
        Assert.Equal(2L * 5 * (2 * 16) * (4 * 4), FlopCount.Of(layer, [5, 8, 2, 2]).Forward);
        Assert.Equal(2L * 5 * (2 * 16), FlopCount.Of(layer, [5, 8, 1, 1]).Forward);
    }

    [Fact]
    public void Stride_and_a_kernel_larger_than_the_picture_are_counted_by_their_taps()
    {
        // Rows -3..3 and -1..5 of two: each output meets both rows.
        var layer = new Conv2d(1, 1, kernelSize: 7, stride: 2, padding: 3);
        Assert.Equal(2 * (2 * 2), FlopCount.Of(layer, [1, 1, 2, 2]).Forward);
    }

    [Fact]
    public void The_first_layer_needs_no_gradient_of_its_input()
    {
        var first = new Linear(3, 5);
        var second = new Linear(5, 2);
        FlopCount count = FlopCount.Of(new Sequential(first, new ReLU(), second), [4, 3]);
        Assert.Equal(2 * 4 * ((3 * 5 * 2) + (5 * 2 * 3)), count.TrainingStep);
    }

    [Fact]
    public void A_training_step_of_ResNeXt50_costs_500_million_per_picture_of_32x32()
    {
        FlopCount count = FlopCount.Of(ModelCatalog.Create("resnext50_32x4d", classes: 10, seed: null), [2, 3, 32, 32]);
        Assert.InRange(count.TrainingStep / 2 / 1e6, 499.6, 499.8);
    }
}
