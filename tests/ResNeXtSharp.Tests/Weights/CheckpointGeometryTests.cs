using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class CheckpointGeometryTests
{
    public static TheoryData<string> Names => [.. ModelCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_of_the_catalog_is_told_by_its_shapes(string name)
    {
        ResNet model = ModelCatalog.Create(name, classes: 7, seed: null);
        CheckpointGeometry geometry = CheckpointGeometry.Detect([.. model.StateDict().Select(state => Entry(state.Key, state.Value.Shape.ToArray()))])!;
        Assert.Equal(name, geometry.Name);
        Assert.Equal(7, geometry.Classes);
        Assert.Equal(model.CountParameters(), geometry.Parameters);
        Assert.Equal(name, geometry.ModelName);
    }

    // Exact counts of the networks that the ResNeXt paper trains on CIFAR-10.
    [Theory]
    [InlineData(1, 64, 4_914_250)]
    [InlineData(2, 64, 9_130_314)]
    [InlineData(4, 64, 17_562_442)]
    [InlineData(8, 64, 34_426_698)]
    [InlineData(16, 64, 68_155_210)]
    [InlineData(32, 4, 4_775_754)]
    public void The_papers_CIFAR_networks(int cardinality, int width, long parameters)
    {
        foreach (string[] names in new[] { new[] { "layer{0}.{1}.conv1", "layer{0}.{1}.conv2", "layer{0}.{1}.conv3" }, Prlz77 })
        {
            var network = new Network().Stem("conv1", 3, "bn1");
            for (int stage = 0; stage < 3; stage++) network.Stage(stage, 3, cardinality * width << stage, cardinality, 256 << stage, names);
            AssertIs(network.Head("fc", 10), NetworkFamily.PaperCifar, $"resnext29_{cardinality}x{width}d", parameters);
        }
    }

    [Theory]
    [InlineData(2, 64, 9_128_778)]
    [InlineData(32, 4, 4_774_218)]
    [InlineData(4, 64, 27_104_586)]
    [InlineData(8, 64, 89_598_282)]
    public void Kuangliu_s_networks_of_the_same_names_are_told_apart(int cardinality, int width, long parameters)
    {
        var network = new Network().Stem("conv1", 1, "bn1");
        for (int stage = 0; stage < 3; stage++)
            network.Stage(stage, 3, cardinality * width << stage, cardinality, 2 * cardinality * width << stage, ["layer{0}.{1}.conv1", "layer{0}.{1}.conv2", "layer{0}.{1}.conv3"]);
        AssertIs(network.Head("linear", 10), NetworkFamily.Kuangliu, $"resnext29_{cardinality}x{width}d", parameters);
    }

    // As wide as kuangliu's, which begins with 64 channels: a network of this shape that has no name gets none of his.
    [Fact]
    public void A_small_network_without_a_name_is_nobody_s_look_alike()
    {
        var geometry = new ResNetGeometry(BlockKind.Bottleneck, [1, 1, 1], groups: 4, widthPerGroup: 16) { Stem = StemKind.Cifar, FirstPlanes = 32 };
        var model = new ResNet(geometry, classes: 7, seed: null);

        CheckpointGeometry detected = CheckpointGeometry.Detect([.. model.StateDict().Select(state => Entry(state.Key, state.Value.Shape.ToArray()))])!;

        Assert.Equal((NetworkFamily.Unknown, null), (detected.Family, detected.Name));
    }

    [Fact]
    public void Weiaicunzai_s_ResNeXt_50_is_told_by_its_grouped_first_convolution()
    {
        var network = new Network().Stem("conv1.0", 3, "conv1.1");
        int[] layers = [3, 4, 6, 3];
        string[] names = ["conv{0}.{1}.split_transforms.0", "conv{0}.{1}.split_transforms.3", "conv{0}.{1}.split_transforms.6"];
        for (int stage = 0; stage < 4; stage++) network.Stage(stage, layers[stage], 128 << stage, 32, 256 << stage, names, firstStage: 2, groupsOfFirst: 32);
        AssertIs(network.Head("fc", 100), NetworkFamily.Weiaicunzai, "resnext50", 14_788_772);
    }

    [Fact]
    public void Timm_s_deep_stem_and_squeeze_and_excitation_are_part_of_the_name()
    {
        int[] layers = [3, 4, 6, 3];
        var network = new Network().Stem("conv1.0", 3, "conv1.1").Add("conv1.3.weight", 32, 32, 3, 3).Add("conv1.6.weight", 64, 32, 3, 3).Add("layer1.0.se.fc1.weight", 16, 256, 1, 1);
        for (int stage = 0; stage < 4; stage++) network.Stage(stage, layers[stage], 128 << stage, 32, 256 << stage, ["layer{0}.{1}.conv1", "layer{0}.{1}.conv2", "layer{0}.{1}.conv3"]);
        CheckpointGeometry geometry = CheckpointGeometry.Detect(network.Head("fc", 1000).Entries)!;
        Assert.Equal((NetworkFamily.Timm, "seresnext50d_32x4d"), (geometry.Family, geometry.Name));
    }

    [Fact]
    public void Prefixes_do_not_hide_a_network()
    {
        ResNet model = ModelCatalog.Create("resnet18", classes: 7, seed: null);
        TensorEntry[] entries = [Entry("n_averaged"), .. model.StateDict().Select(state => Entry($"module.{state.Key}", state.Value.Shape.ToArray()))];
        Assert.Equal("resnet18", CheckpointGeometry.Detect(entries)!.Name);
    }

    [Fact]
    public void Stages_of_no_known_network_are_described_without_a_name()
    {
        ResNet model = ModelCatalog.Create("resnet18", seed: null);
        TensorEntry[] entries = [.. model.StateDict().Select(state => state.Key == "layer3.1.conv2.weight" ? Entry(state.Key, 256, 255, 3, 3) : Entry(state.Key, state.Value.Shape.ToArray()))];
        CheckpointGeometry geometry = CheckpointGeometry.Detect(entries)!;
        Assert.Equal((NetworkFamily.Unknown, null), (geometry.Family, geometry.Name));
        Assert.Equal([2, 2, 2, 2], geometry.Layers);
    }

    [Fact]
    public void Another_network_is_no_residual_one()
    {
        Assert.Null(CheckpointGeometry.Detect([]));
        Assert.Null(CheckpointGeometry.Detect([Entry("features.0.weight", 64, 3, 11, 11), Entry("classifier.1.weight", 1000, 4096)]));
        Assert.Null(CheckpointGeometry.Detect([Entry("conv1.weight", 64, 3, 7, 7), Entry("layer1.0.conv1.weight", 0, 0, 0, 0), Entry("layer1.0.conv2.weight", 0, 0, 0, 0)]));
        Assert.Null(CheckpointGeometry.Detect([Entry("conv1.weight", 64, 3, 7, 7), Entry("layer\u0661.0.conv1.weight", 64, 64, 3, 3), Entry("layer\u0661.0.conv2.weight", 64, 64, 3, 3)]));
    }

    [Fact]
    public void A_classifier_that_claims_classes_without_weights_is_not_believed()
    {
        ResNet model = ModelCatalog.Create("resnet18", seed: null);
        TensorEntry[] entries = [.. model.StateDict().Where(state => !state.Key.StartsWith("fc.", StringComparison.Ordinal)).Select(state => Entry(state.Key, state.Value.Shape.ToArray())), Entry("fc.weight", 2_000_000_000, 0)];
        Assert.Null(CheckpointGeometry.Detect(entries)!.Classes);
    }

    static readonly string[] Prlz77 =
        ["stage_{2}.stage_{2}_bottleneck_{1}.conv_reduce", "stage_{2}.stage_{2}_bottleneck_{1}.conv_conv", "stage_{2}.stage_{2}_bottleneck_{1}.conv_expand"];

    static void AssertIs(Network network, NetworkFamily family, string name, long parameters)
    {
        CheckpointGeometry geometry = CheckpointGeometry.Detect(network.Entries)!;
        Assert.Equal((family, name, parameters), (geometry.Family, geometry.Name, geometry.Parameters));
    }

    static TensorEntry Entry(string name, params int[] shape) =>
        new(name, WeightDType.F32, [.. shape.Select(size => (long)size)], shape.Aggregate(1L, (product, size) => product * size), 0, 0);

    /// <summary>The tensors of a network of bottlenecks, from its widths.</summary>
    sealed class Network
    {
        int _channels = 64, _normalizations;

        public List<TensorEntry> Entries { get; } = [];

        public Network Add(string name, params int[] shape)
        {
            Entries.Add(Entry(name, shape));
            return this;
        }

        public Network Stem(string name, int kernel, string normalization) => Add($"{name}.weight", 64, 3, kernel, kernel).Normalization(normalization, 64);

        public Network Head(string name, int classes) => Add($"{name}.weight", classes, _channels).Add($"{name}.bias", classes);

        public Network Stage(int stage, int blocks, int width, int groups, int output, string[] names, int firstStage = 1, int groupsOfFirst = 1)
        {
            for (int block = 0; block < blocks; block++)
            {
                string[] keys = [.. names.Select(name => string.Format(name, stage + firstStage, block, stage + 1))];
                Convolution(keys[0], width, _channels / groupsOfFirst, 1).Convolution(keys[1], width, width / groups, 3).Convolution(keys[2], output, width, 1);
                if (block == 0) Convolution($"{keys[0]}.shortcut", output, _channels, 1);
                _channels = output;
            }
            return this;
        }

        Network Convolution(string key, int output, int input, int kernel) => Add($"{key}.weight", output, input, kernel, kernel).Normalization($"norm{_normalizations++}", output);

        Network Normalization(string name, int channels) =>
            Add($"{name}.weight", channels).Add($"{name}.bias", channels).Add($"{name}.running_mean", channels).Add($"{name}.running_var", channels).Add($"{name}.num_batches_tracked");
    }
}
