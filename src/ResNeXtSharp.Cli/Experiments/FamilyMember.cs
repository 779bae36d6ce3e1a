using ResNeXtSharp.Cli.Explanations;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>A network of the family that costs the same whatever its cardinality.</summary>
/// <param name="Block">The block of its first stage.</param>
sealed record FamilyMember(BlockTemplate Block)
{
    // Half of ImageNet's: all the widths of the paper's table 2 halve to whole numbers, or to the nearest.
    const int FirstPlanes = 32;

    /// <summary>Cardinality 1, 2, 4, 8, 16 and 32.</summary>
    public static IReadOnlyList<FamilyMember> All { get; } =
        [.. CardinalityExplanation.Cardinalities.Select(cardinality => new FamilyMember(BlockTemplate.OfConstantComplexity(cardinality, FirstPlanes * Bottleneck.Expansion)))];

    /// <summary>Branches of a block: C.</summary>
    public int Cardinality => Block.Cardinality;

    /// <summary>Channels of a branch in the first stage: d.</summary>
    public int Width => Block.Width;

    /// <summary>Three stages of two blocks for small pictures, which are pooled once so that a processor gets through many of them.</summary>
    public ResNetGeometry Geometry { get; } = new(BlockKind.Bottleneck, [2, 2, 2], Block.Cardinality, Block.Width) { Stem = StemKind.PooledCifar, FirstPlanes = FirstPlanes };

    /// <summary>What the network costs.</summary>
    public ModelSize Size(int classes, int imageSize) => ModelSize.Of(Geometry, classes, imageSize, imageSize);
}
