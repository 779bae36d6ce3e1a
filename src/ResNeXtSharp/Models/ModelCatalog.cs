using static ResNeXtSharp.Models.PublishedAccuracy;

namespace ResNeXtSharp.Models;

/// <summary>
/// The models by name: torchvision's, timm's further ResNeXt networks, the paper's for CIFAR, and small ones for a CPU. A ResNeXt of any other depth,
/// cardinality and width has a name too, such as <c>resnext38_8x16d</c>, and can be made by it.
/// </summary>
public static class ModelCatalog
{
    /// <summary>Every model that has a name of its own, ResNeXt first.</summary>
    public static IReadOnlyList<ModelEntry> Entries { get; } =
    [
        // torchvision.models, accuracies of its documentation.
        ResNeXtEntry("resnext50_32x4d", TorchVision(81.198, 95.340, "V2")),
        ResNeXtEntry("resnext101_32x8d", TorchVision(82.834, 96.228, "V2")),
        ResNeXtEntry("resnext101_64x4d", TorchVision(83.246, 96.454, "V1")),

        // timm, accuracies of its results-imagenet.csv.
        ResNeXtEntry("resnext50d_32x4d", Timm(79.672, "bt_in1k")),
        ResNeXtEntry("resnext101_32x4d", Timm(80.336, "gluon_in1k")),
        ResNeXtEntry("resnext101_32x16d", Timm(84.166, "fb_wsl_ig1b_ft_in1k")),
        ResNeXtEntry("resnext152_32x4d", null),
        ResNeXtEntry("seresnext50_32x4d", Timm(81.268, "racm_in1k")),
        ResNeXtEntry("seresnext101_32x4d", null),
        ResNeXtEntry("seresnext101_32x8d", Timm(83.618, "ah_in1k")),

        // Xie et al. 2017, table 7 and section 5.3.
        CifarEntry("resnext29_1x64d", null),
        CifarEntry("resnext29_2x64d", null),
        CifarEntry("resnext29_4x64d", null),
        CifarEntry("resnext29_8x64d", new(100 - 3.65, null, Cifar10, "the paper")),
        CifarEntry("resnext29_16x64d", new(100 - 3.58, null, Cifar10, "the paper")),
        CifarEntry("resnext29_32x4d", null),

        // An epoch of CIFAR-10 takes 2 and 10 minutes where training runs at 100 GFLOP/s.
        Small("resnext_tiny", [2, 2, 2], groups: 8, firstPlanes: 16),
        Small("resnext_small", [3, 3, 3], groups: 16, firstPlanes: 32),

        // What the recipe "fast" trains. At half of the picture's sides a multiply-add buys four times the channels of resnext_tiny; few wide groups learn more
        // in an epoch than many narrow ones, and cost a fifth more time, because here memory is the limit.
        Small("resnext_fast", [2, 2, 2], groups: 4, firstPlanes: 32, widthPerGroup: 16, StemKind.PooledCifar),

        ImageNetEntry("resnet18", new(BlockKind.Basic, [2, 2, 2, 2]), TorchVision(69.758, 89.078, "V1")),
        ImageNetEntry("resnet34", new(BlockKind.Basic, [3, 4, 6, 3]), TorchVision(73.314, 91.420, "V1")),
        ImageNetEntry("resnet50", new(BlockKind.Bottleneck, [3, 4, 6, 3]), TorchVision(80.858, 95.434, "V2")),
        ImageNetEntry("resnet101", new(BlockKind.Bottleneck, [3, 4, 23, 3]), TorchVision(81.886, 95.780, "V2")),
        ImageNetEntry("resnet152", new(BlockKind.Bottleneck, [3, 8, 36, 3]), TorchVision(82.284, 96.002, "V2")),
        ImageNetEntry("wide_resnet50_2", new(BlockKind.Bottleneck, [3, 4, 6, 3], widthPerGroup: 128), TorchVision(81.602, 95.758, "V2")),
        ImageNetEntry("wide_resnet101_2", new(BlockKind.Bottleneck, [3, 4, 23, 3], widthPerGroup: 128), TorchVision(82.510, 96.020, "V2")),
    ];

    /// <summary>The names of <see cref="Entries"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(entry => entry.Name)];

    /// <summary>Which depths a ResNeXt's name can ask for.</summary>
    public static string Depths => ModelName.Depths;

    /// <summary>The shape of a model: one of <see cref="Names"/>, or a ResNeXt of any depth, cardinality and width. Null if there is no such model.</summary>
    public static ResNetGeometry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)?.Geometry ?? ModelName.Parse(name);

    /// <summary>The name of a ResNeXt: 50, 32, 4 give <c>resnext50_32x4d</c>.</summary>
    /// <param name="depth">Layers with weights, one of <see cref="Depths"/>.</param>
    /// <param name="cardinality">Groups of a block.</param>
    /// <param name="width">Channels of one group in the first stage.</param>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static string NameOf(int depth, int cardinality, int width)
    {
        string name = ModelName.Of(depth, cardinality, width);
        return ModelName.Parse(name) is not null
            ? name
            : throw new ArgumentException($"There is no ResNeXt of {depth} layers, cardinality {cardinality} and width {width}: depth is {ModelName.Depths}, the others 1 to 1024.");
    }

    /// <summary>The model of that name from scratch.</summary>
    /// <param name="name">One of <see cref="Names"/>, or a ResNeXt's name of any depth, cardinality and width.</param>
    /// <param name="classes">Outputs of the classifier.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    /// <exception cref="ArgumentException">There is no model of that name.</exception>
    public static ResNet Create(string name, int classes = 1000, ulong? seed = 0) => Find(name) is { } geometry
        ? new ResNet(geometry, classes, seed)
        : throw new ArgumentException(Unknown(name), nameof(name));

    /// <summary>Says that there is no model of a name, and which there are.</summary>
    public static string Unknown(string name) =>
        $"There is no model \"{name}\"; the models are {string.Join(", ", Names)}, and resnext<depth>_<cardinality>x<width>d with a depth of {ModelName.Depths}.";

    static ModelEntry ResNeXtEntry(string name, PublishedAccuracy? accuracy) => ImageNetEntry(name, ModelName.Parse(name)!, accuracy);

    static ModelEntry ImageNetEntry(string name, ResNetGeometry geometry, PublishedAccuracy? accuracy) => new(name, geometry, Classes: 1000, ImageSize: 224, accuracy);

    static ModelEntry CifarEntry(string name, PublishedAccuracy? accuracy) => new(name, ModelName.Parse(name)!, Classes: 10, ImageSize: 32, accuracy);

    static ModelEntry Small(string name, int[] layers, int groups, int firstPlanes, int widthPerGroup = 4, StemKind stem = StemKind.Cifar) =>
        new(name, new ResNetGeometry(BlockKind.Bottleneck, layers, groups, widthPerGroup) { Stem = stem, FirstPlanes = firstPlanes }, Classes: 10, ImageSize: 32, null);

    static PublishedAccuracy TorchVision(double top1, double top5, string version) => new(top1, top5, ImageNet, $"torchvision IMAGENET1K_{version}");

    static PublishedAccuracy Timm(double top1, string tag) => new(top1, null, ImageNet, $"timm {tag}");
}
