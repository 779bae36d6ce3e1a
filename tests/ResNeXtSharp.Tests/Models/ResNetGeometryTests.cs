using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Models;

public sealed class ResNetGeometryTests
{
    /// <summary>One of every kind: stems, blocks, shortcuts, narrow stages.</summary>
    public static TheoryData<string> Kinds => ["resnet18", "resnext26_8x4d", "seresnext14_8x4d", "resnext14d_8x4d", "resnext11_4x8d", "resnext_tiny", "resnext_fast", "resnext29_1x64d"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_reckoned_size_is_the_built_networks(string name)
    {
        ResNetGeometry geometry = ModelCatalog.Find(name)!;
        var model = new ResNet(geometry, classes: 7, seed: null);
        ModelSize size = ModelSize.Of(geometry, classes: 7, height: 37, width: 50);
        Assert.Equal(model.CountParameters(), size.Parameters);
        Assert.Equal(CountedMultAdds(model, [1, 3, 37, 50]), size.MultAdds);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Initial_values_fill_every_kernel(string name)
    {
        ResNet model = ModelCatalog.Create(name, classes: 3, seed: 1);
        Assert.All(model.NamedParameters().Where(named => named.Parameter.Shape.Rank > 1), named => Assert.Contains(named.Parameter.Value.ToArray(), value => value != 0));
    }

    [Fact]
    public void Squeeze_and_excitation_starts_with_biases_like_PyTorch()
    {
        ResNet model = ModelCatalog.Create("seresnext14_8x4d", classes: 3, seed: 1);
        float[] bias = model.StateDict()["layer1.0.se.fc2.bias"].ToArray();
        double bound = 1 / Math.Sqrt(16);
        Assert.InRange(bias.Max(Math.Abs), 0.9 * bound, bound);
    }

    [Fact]
    public void Keys_are_timms()
    {
        string[] deep = [.. ModelCatalog.Create("resnext14d_8x4d", seed: null).StateDict().Keys];
        Assert.Equal(["conv1.0.weight", "conv1.1.weight"], deep[..2]);
        foreach (string key in new[] { "conv1.3.weight", "conv1.4.running_mean", "conv1.6.weight", "layer1.0.downsample.1.weight", "layer2.0.downsample.2.running_var" })
            Assert.Contains(key, deep);
        string[] gated = [.. ModelCatalog.Create("seresnext14_8x4d", seed: null).StateDict().Keys];
        int at = Array.IndexOf(gated, "layer1.0.se.fc1.weight");
        Assert.Equal(["layer1.0.se.fc1.weight", "layer1.0.se.fc1.bias", "layer1.0.se.fc2.weight", "layer1.0.se.fc2.bias", "layer1.0.downsample.0.weight"], gated[at..(at + 5)]);
    }

    [Fact]
    public void What_is_no_network_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ResNetGeometry(BlockKind.Bottleneck, []));
        Assert.Throws<ArgumentException>(() => new ResNetGeometry(BlockKind.Bottleneck, [1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new ResNetGeometry(BlockKind.Bottleneck, [1, 0, 1]));
        Assert.Throws<ArgumentException>(() => new ResNetGeometry(BlockKind.Bottleneck, [1], groups: 0));
        Assert.Throws<ArgumentException>(() => new ResNetGeometry(BlockKind.Basic, [1], groups: 2));
        Assert.Throws<ArgumentException>(() => new ResNetGeometry(BlockKind.Bottleneck, [1]) { FirstPlanes = 48 });
    }

    /// <summary>Multiply-adds of convolutions and linear layers alone, from the layers that a forward pass meets.</summary>
    static long CountedMultAdds(ResNet model, Shape input)
    {
        var counter = new Counter();
        counter.Watch(model, Tensor.Zeros(input));
        return counter.Total;
    }

    private sealed class Counter : ForwardObserver
    {
        internal long Total { get; private set; }

        internal override void Enter(Module module, Shape input)
        {
        }

        internal override void Leave(Module module, Shape output) => Total += module switch
        {
            Conv2d layer => (long)layer.Weight.Shape.Count * output[2] * output[3],
            Linear layer => layer.Weight.Shape.Count,
            _ => 0,
        };
    }
}
