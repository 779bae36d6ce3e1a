namespace ResNeXtSharp.Weights;

/// <summary>Which network a checkpoint belongs to, read from the keys and shapes of its tensors alone.</summary>
/// <param name="Family">Whose network it is.</param>
/// <param name="Name">The network's name in its family, such as <c>resnext50_32x4d</c>; null for a shape that has none.</param>
/// <param name="Layers">Blocks of each stage.</param>
/// <param name="ConvolutionsPerBlock">2 for basic blocks, 3 for bottlenecks.</param>
/// <param name="Cardinality">Groups of the 3x3 convolution.</param>
/// <param name="WidthPerGroup">Channels of one group in the first stage.</param>
/// <param name="Stem">Kernel size of the first convolution.</param>
/// <param name="HasDeepStem">Whether the stem is three 3x3 convolutions (ResNet-D).</param>
/// <param name="HasSqueezeExcitation">Whether blocks weigh their channels.</param>
/// <param name="Classes">Outputs of the classifier; null if there is none.</param>
/// <param name="Parameters">Number of trainable scalars.</param>
public sealed record CheckpointGeometry(
    NetworkFamily Family,
    string? Name,
    IReadOnlyList<int> Layers,
    int ConvolutionsPerBlock,
    int Cardinality,
    int WidthPerGroup,
    int Stem,
    bool HasDeepStem,
    bool HasSqueezeExcitation,
    int? Classes,
    long Parameters)
{
    const int PlanesOfFirstStage = 64, Bottleneck = 3;

    static readonly string[] StemKeys = ["conv1.weight", "conv1.0.weight", "conv_1_3x3.weight"];
    static readonly string[] HeadKeys = ["fc.weight", "linear.weight", "classifier.weight", "last_linear.weight"];
    static readonly string[] Statistics = ["running_mean", "running_var", "num_batches_tracked"];

    static readonly string[] TorchVisionNames =
    [
        "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2",
    ];

    /// <summary>The name if it means the network of that name in the papers and libraries, null for a look-alike, whose weights that network cannot take.</summary>
    public string? ModelName => Family is NetworkFamily.TorchVision or NetworkFamily.Timm or NetworkFamily.PaperCifar or NetworkFamily.ResNeXtSharp ? Name : null;

    /// <summary>Layers with weights: one in the stem, those of the blocks, the classifier.</summary>
    public int Depth => Layers.Sum() * ConvolutionsPerBlock + 2;

    /// <summary>Recognises a network, or returns null if the tensors form no residual stages that are known.</summary>
    /// <param name="entries">The tensors of a file; prefixes of wrappers do not matter.</param>
    public static CheckpointGeometry? Detect(IReadOnlyList<TensorEntry> entries)
    {
        IReadOnlyDictionary<string, TensorEntry> tensors = CheckpointKeys.Unwrap(entries);
        IReadOnlyList<IReadOnlyList<IReadOnlyList<long>[]>> stages = ConvolutionBlocks.Find(tensors);
        if (stages.Count == 0 || Array.Find(StemKeys, tensors.ContainsKey) is not { } stemKey || tensors[stemKey].Shape is not [var channels, 3, var kernel, _]) return null;
        IReadOnlyList<long>[] first = stages[0][0];
        if (stages.Any(stage => stage.Any(block => block.Length != first.Length)) || first.Length is not (2 or Bottleneck)) return null;
        if (first.SelectMany(shape => shape).Append(kernel).Any(size => size is < 1 or > int.MaxValue)) return null;
        IReadOnlyList<long> grouped = first[first.Length - 2];
        int cardinality = first.Length == Bottleneck ? (int)(grouped[0] / grouped[1]) : 1;
        var geometry = new CheckpointGeometry(
            NetworkFamily.Unknown, null, [.. stages.Select(stage => stage.Count)], first.Length, cardinality, (int)grouped[0] / Math.Max(1, cardinality), (int)kernel,
            tensors.ContainsKey("conv1.6.weight"), tensors.Keys.Any(key => key.StartsWith("layer1.0.se.", StringComparison.Ordinal)), ClassesOf(tensors, Widens(stages[^1])), ParametersOf(entries));
        // The blocks follow the last convolution of a deep stem.
        return geometry.Named(stages, tensors.TryGetValue("conv1.6.weight", out TensorEntry? last) && last.Shape is [var deep, ..] ? deep : channels);
    }

    CheckpointGeometry Named(IReadOnlyList<IReadOnlyList<IReadOnlyList<long>[]>> stages, long stemChannels)
    {
        bool groupsFirst = stages[0][0][0][1] != stemChannels;
        (NetworkFamily Family, string? Name) found = (stages.Count, Stem) switch
        {
            _ when !stages.Select((stage, index) => Fits(stage, index, groupsFirst)).All(fits => fits) => (NetworkFamily.Unknown, null),
            (4, 7) when !groupsFirst => ImageNet(),
            (4, 3) when HasDeepStem && !groupsFirst => ImageNet(),
            (4, 3) when groupsFirst && ConvolutionsPerBlock == Bottleneck => (NetworkFamily.Weiaicunzai, $"resnext{Depth}"),
            (4, 3) when !groupsFirst && Cardinality == 1 => (NetworkFamily.Kuangliu, $"resnet{Depth}"),
            (3, 3) when !groupsFirst && ConvolutionsPerBlock == Bottleneck && Layers.Distinct().Count() == 1 && Widens(stages[0]) == 4 * PlanesOfFirstStage =>
                (NetworkFamily.PaperCifar, $"resnext{Depth}_{Cardinality}x{WidthPerGroup}d"),
            (3, 3) when !groupsFirst && ConvolutionsPerBlock == Bottleneck && stemChannels < PlanesOfFirstStage && Widens(stages[0]) == 4 * stemChannels => Small(stemChannels),
            (3, 1 or 3) when !groupsFirst && ConvolutionsPerBlock == Bottleneck && stemChannels == PlanesOfFirstStage && Widens(stages[0]) == 2 * Cardinality * WidthPerGroup =>
                (NetworkFamily.Kuangliu, $"resnext{Depth}_{Cardinality}x{WidthPerGroup}d"),
            _ => (NetworkFamily.Unknown, null),
        };
        return this with { Family = found.Family, Name = found.Name };
    }

    (NetworkFamily Family, string? Name) ImageNet()
    {
        string squeeze = HasSqueezeExcitation ? "se" : "", deep = HasDeepStem ? "d" : "";
        string? name = (Cardinality, WidthPerGroup) switch
        {
            (1, PlanesOfFirstStage) => $"{squeeze}resnet{Depth}{deep}",
            (1, 2 * PlanesOfFirstStage) => $"wide_{squeeze}resnet{Depth}{deep}_2",
            (1, _) => null,
            _ => $"{squeeze}resnext{Depth}{deep}_{Cardinality}x{WidthPerGroup}d",
        };
        return (TorchVisionNames.Contains(name) ? NetworkFamily.TorchVision : NetworkFamily.Timm, name);
    }

    // Pooling has no weights: resnext_fast is told by its widths, and a network that differs from it in nothing but the missing pool would be taken for it.
    (NetworkFamily Family, string? Name) Small(long stemChannels) => (Layers, stemChannels, Cardinality, WidthPerGroup) switch
    {
        ([2, 2, 2], 16, 8, 4) => (NetworkFamily.ResNeXtSharp, "resnext_tiny"),
        ([3, 3, 3], 32, 16, 4) => (NetworkFamily.ResNeXtSharp, "resnext_small"),
        ([2, 2, 2], 32, 4, 16) => (NetworkFamily.ResNeXtSharp, "resnext_fast"),
        _ => (NetworkFamily.Unknown, null),
    };

    // Every stage has twice the width of the one in front of it, and its blocks agree with each other.
    bool Fits(IReadOnlyList<IReadOnlyList<long>[]> stage, int index, bool groupsFirst)
    {
        long width = (long)Cardinality * WidthPerGroup << index;
        return stage.All(block => ConvolutionsPerBlock == Bottleneck
            ? block[0][0] == width && block[1][0] == width && block[1][1] * Cardinality == width && block[2][1] == width && block[2][0] == Widens(stage)
            : block[0][0] == width && block[1][0] == width && block[1][1] == width)
            && (groupsFirst || stage.Skip(1).All(block => block[0][1] == Widens(stage)));
    }

    static long Widens(IReadOnlyList<IReadOnlyList<long>[]> stage) => stage[0][^1][0];

    // A classifier has a weight for each of the last stage's channels, so that a number of classes is one the file really holds.
    static int? ClassesOf(IReadOnlyDictionary<string, TensorEntry> tensors, long features) =>
        Array.Find(HeadKeys, tensors.ContainsKey) is { } key && tensors[key].Shape is [> 0 and <= int.MaxValue and var classes, var columns] && columns == features && features > 0
            ? (int)classes
            : null;

    static long ParametersOf(IReadOnlyList<TensorEntry> entries) =>
        entries.Where(entry => !Statistics.Contains(entry.Name[(entry.Name.LastIndexOf('.') + 1)..])).Sum(entry => entry.ElementCount);
}
