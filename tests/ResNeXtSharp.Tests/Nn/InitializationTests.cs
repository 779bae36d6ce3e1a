using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Nn;

public sealed class InitializationTests
{
    private static readonly ResNet Model = new(BlockKind.Bottleneck, [1, 1, 1, 1], classes: 10, groups: 32, widthPerGroup: 4, seed: 3);

    [Theory]
    [InlineData("conv1.weight")]
    [InlineData("layer1.0.conv2.weight")]
    [InlineData("layer3.0.conv1.weight")]
    [InlineData("layer4.0.downsample.0.weight")]
    public void Kernels_are_normal_with_the_deviation_of_fan_out(string key)
    {
        Tensor weight = Model.StateDict()[key];
        float[] values = weight.ToArray();
        double expected = Math.Sqrt(2.0 / (weight.Shape[0] * weight.Shape[2] * weight.Shape[3]));
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        // Five standard errors of the mean and of the deviation.
        Assert.InRange(mean / expected, -5 / Math.Sqrt(values.Length), 5 / Math.Sqrt(values.Length));
        Assert.InRange((deviation / expected) - 1, -5 / Math.Sqrt(2.0 * values.Length), 5 / Math.Sqrt(2.0 * values.Length));
        Assert.InRange(values.Max(Math.Abs) / expected, 3, 7);
    }

    [Fact]
    public void The_classifier_is_uniform_within_the_root_of_its_inputs()
    {
        double bound = 1 / Math.Sqrt(Model.Fc.InFeatures);
        float[] weights = Model.Fc.Weight.Value.ToArray();
        Assert.InRange(weights.Max(), 0.999 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.999 * bound);
        Assert.InRange(Model.Fc.Bias!.Value.ToArray().Max(Math.Abs), 0.01 * bound, bound);
    }

    [Fact]
    public void Norms_start_as_the_identity()
    {
        Assert.All(Model.StateDict()["layer1.0.bn3.weight"].ToArray(), v => Assert.Equal(1f, v));
        Assert.All(Model.StateDict()["layer1.0.bn3.bias"].ToArray(), v => Assert.Equal(0f, v));
        Assert.All(Model.StateDict()["bn1.running_var"].ToArray(), v => Assert.Equal(1f, v));
    }

    [Fact]
    public void A_seed_decides_every_value_and_another_seed_gives_others()
    {
        var same = new ResNet(BlockKind.Bottleneck, [1, 1, 1, 1], classes: 10, groups: 32, widthPerGroup: 4, seed: 3);
        var other = new ResNet(BlockKind.Bottleneck, [1, 1, 1, 1], classes: 10, groups: 32, widthPerGroup: 4, seed: 4);
        Assert.Equal(Model.Conv1.Weight.Value.ToArray(), same.Conv1.Weight.Value.ToArray());
        Assert.NotEqual(Model.Conv1.Weight.Value.ToArray(), other.Conv1.Weight.Value.ToArray());
    }
}
