using ResNeXtSharp.Models;

namespace ResNeXtSharp.Tests.Models;

public sealed class ModelCatalogTests
{
    /// <summary>Published parameters, and published multiply-adds in millions with the digits they were published with.</summary>
    public static TheoryData<string, long, double, int> Published => new()
    {
        // torchvision: num_params and _ops (in thousands of millions, three digits).
        { "resnext50_32x4d", 25_028_904, 4230, 0 },
        { "resnext101_32x8d", 88_791_336, 16414, 0 },
        { "resnext101_64x4d", 83_455_272, 15460, 0 },
        { "resnet18", 11_689_512, 1814, 0 },
        { "resnet34", 21_797_672, 3664, 0 },
        { "resnet50", 25_557_032, 4089, 0 },
        { "resnet101", 44_549_160, 7801, 0 },
        { "resnet152", 60_192_808, 11514, 0 },
        { "wide_resnet50_2", 68_883_240, 11398, 0 },
        { "wide_resnet101_2", 126_886_696, 22753, 0 },

        // timm.
        { "resnext50d_32x4d", 25_048_136, 4470, 0 },
        { "resnext101_32x4d", 44_177_704, 7970, 0 },
        { "resnext101_32x16d", 194_026_792, 36163, 0 },
        { "resnext152_32x4d", 59_951_400, 11710, 0 },
        { "seresnext50_32x4d", 27_559_896, 4233, 0 },
        { "seresnext101_32x4d", 48_955_416, 7975, 0 },
        { "seresnext101_32x8d", 93_569_048, 16419, 0 },

        // The paper's networks for CIFAR-10.
        { "resnext29_1x64d", 4_914_250, 748.4, 1 },
        { "resnext29_2x64d", 9_130_314, 1411, 0 },
        { "resnext29_4x64d", 17_562_442, 2736, 0 },
        { "resnext29_8x64d", 34_426_698, 5387, 0 },
        { "resnext29_16x64d", 68_155_210, 10689, 0 },
        { "resnext29_32x4d", 4_775_754, 774, 0 },

        // Small ones, of no paper.
        { "resnext_tiny", 247_898, 40.6, 1 },
        { "resnext_small", 1_275_818, 204.6, 1 },
        { "resnext_fast", 1_170_090, 48.1, 1 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Parameters_and_multiply_adds_are_the_published_ones(string name, long parameters, double millions, int digits)
    {
        ModelEntry entry = ModelCatalog.Entries.Single(each => each.Name == name);
        Assert.Equal(parameters, entry.Size.Parameters);
        Assert.Equal(millions, Math.Round(entry.Size.MultAdds / 1e6, digits));
    }

    [Fact]
    public void Every_name_has_published_numbers() => Assert.Equal(ModelCatalog.Names, ModelCatalog.Names.Intersect(Published.Select(row => row.Data.Item1)));

    [Theory]
    [InlineData("resnext101_32x32d", 1000, 468_530_472)]
    [InlineData("resnext29_8x64d", 100, 34_518_948)]
    public void Published_parameters_of_a_network_or_number_of_classes_without_an_entry(string name, int classes, long parameters) =>
        Assert.Equal(parameters, ModelSize.Of(ModelCatalog.Find(name)!, classes, 32, 32).Parameters);

    [Theory]
    [InlineData("resnext38_8x16d", BlockKind.Bottleneck, 8, 16, StemKind.Cifar, "4,4,4")]
    [InlineData("resnext26_16x8d", BlockKind.Bottleneck, 16, 8, StemKind.ImageNet, "2,2,2,2")]
    [InlineData("resnext101d_64x4d", BlockKind.Bottleneck, 64, 4, StemKind.Deep, "3,4,23,3")]
    [InlineData("seresnext29_8x64d", BlockKind.SqueezeExcite, 8, 64, StemKind.Cifar, "3,3,3")]
    [InlineData("seresnext50d_32x4d", BlockKind.SqueezeExcite, 32, 4, StemKind.Deep, "3,4,6,3")]
    public void A_name_says_what_network_it_is(string name, BlockKind block, int groups, int width, StemKind stem, string layers)
    {
        ResNetGeometry geometry = ModelCatalog.Find(name)!;
        Assert.Equal((block, groups, width, stem, stem == StemKind.Deep), (geometry.Block, geometry.Groups, geometry.WidthPerGroup, geometry.Stem, geometry.AveragesShortcuts));
        Assert.Equal(layers, string.Join(',', geometry.Layers));
    }

    [Theory]
    [InlineData("")]
    [InlineData("resnext")]
    [InlineData("resnext51_32x4d")]
    [InlineData("resnext2_32x4d")]
    [InlineData("resnext29d_8x64d")]
    [InlineData("resnext50_0x4d")]
    [InlineData("resnext50_32x0d")]
    [InlineData("resnext50_2000x4d")]
    [InlineData("resnext9902_1x1d")]
    [InlineData("resnext50_32x4d\n")]
    [InlineData("ResNeXt50_32x4d")]
    [InlineData("resnext٥٠_32x4d")]
    public void What_is_no_name_is_answered_with_the_names(string name)
    {
        Assert.Null(ModelCatalog.Find(name));
        var failure = Assert.Throws<ArgumentException>(() => ModelCatalog.Create(name));
        Assert.Contains("resnext50_32x4d", failure.Message, StringComparison.Ordinal);
        Assert.Contains("9n + 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_cardinality_and_width_make_a_name()
    {
        Assert.Equal("resnext38_8x16d", ModelCatalog.NameOf(38, 8, 16));
        Assert.Throws<ArgumentException>(() => ModelCatalog.NameOf(51, 32, 4));
        Assert.Throws<ArgumentException>(() => ModelCatalog.NameOf(50, 0, 4));
    }
}
