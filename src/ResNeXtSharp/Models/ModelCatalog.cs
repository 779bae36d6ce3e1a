namespace ResNeXtSharp.Models;

/// <summary>The models by torchvision's names.</summary>
public static class ModelCatalog
{
    private static readonly OrderedDictionary<string, Geometry> Geometries = new()
    {
        ["resnext50_32x4d"] = new(BlockKind.Bottleneck, [3, 4, 6, 3], Groups: 32, WidthPerGroup: 4),
        ["resnext101_32x8d"] = new(BlockKind.Bottleneck, [3, 4, 23, 3], Groups: 32, WidthPerGroup: 8),
        ["resnext101_64x4d"] = new(BlockKind.Bottleneck, [3, 4, 23, 3], Groups: 64, WidthPerGroup: 4),
        ["resnet18"] = new(BlockKind.Basic, [2, 2, 2, 2]),
        ["resnet34"] = new(BlockKind.Basic, [3, 4, 6, 3]),
        ["resnet50"] = new(BlockKind.Bottleneck, [3, 4, 6, 3]),
        ["resnet101"] = new(BlockKind.Bottleneck, [3, 4, 23, 3]),
        ["resnet152"] = new(BlockKind.Bottleneck, [3, 8, 36, 3]),
        ["wide_resnet50_2"] = new(BlockKind.Bottleneck, [3, 4, 6, 3], WidthPerGroup: 128),
        ["wide_resnet101_2"] = new(BlockKind.Bottleneck, [3, 4, 23, 3], WidthPerGroup: 128),
    };

    /// <summary>Every name, ResNeXt first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Geometries.Keys];

    /// <summary>The model of that name from scratch.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="classes">Outputs of the classifier.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    /// <exception cref="ArgumentException">There is no model of that name.</exception>
    public static ResNet Create(string name, int classes = 1000, ulong? seed = 0) => Geometries.TryGetValue(name, out Geometry? geometry)
        ? new ResNet(geometry.Block, geometry.Layers, classes, geometry.Groups, geometry.WidthPerGroup, seed)
        : throw new ArgumentException($"There is no model \"{name}\"; the models are {string.Join(", ", Names)}.", nameof(name));

    private sealed record Geometry(BlockKind Block, int[] Layers, int Groups = 1, int WidthPerGroup = 64);
}
