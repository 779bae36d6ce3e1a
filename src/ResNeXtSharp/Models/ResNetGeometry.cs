namespace ResNeXtSharp.Models;

/// <summary>What tells one residual network from another. Checked when it is made.</summary>
public sealed record ResNetGeometry
{
    /// <summary>A network of these blocks; the rest are torchvision's choices unless set.</summary>
    /// <param name="block">Which block the stages consist of.</param>
    /// <param name="layers">Blocks in each stage: [3, 4, 6, 3] makes 50 layers of bottlenecks.</param>
    /// <param name="groups">Cardinality of the bottlenecks.</param>
    /// <param name="widthPerGroup">Channels of one group in the first stage: 4 in "32x4d".</param>
    /// <exception cref="ArgumentException">No stage, an empty stage, a number that is not positive, or groups for the basic block, which has none.</exception>
    public ResNetGeometry(BlockKind block, IReadOnlyList<int> layers, int groups = 1, int widthPerGroup = 64)
    {
        if (layers.Count is < 1 or > MaxStages || layers.Any(count => count < 1))
            throw new ArgumentException($"A network has one to {MaxStages} stages of at least one block, not [{string.Join(", ", layers)}].", nameof(layers));
        if (groups < 1 || widthPerGroup < 1)
            throw new ArgumentException($"A network of {groups} groups of {widthPerGroup} channels has no channel.", nameof(groups));
        if (block == BlockKind.Basic && (groups != 1 || widthPerGroup != 64))
            throw new ArgumentException("The basic block has one group of 64 channels.", nameof(groups));
        (Block, Layers, Groups, WidthPerGroup) = (block, layers, groups, widthPerGroup);
    }

    private const int MaxStages = 4;

    /// <summary>Which block the stages consist of.</summary>
    public BlockKind Block { get; }

    /// <summary>Blocks in each stage.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>Cardinality of the bottlenecks.</summary>
    public int Groups { get; }

    /// <summary>Channels of one group in the first stage.</summary>
    public int WidthPerGroup { get; }

    /// <summary>What brings pictures into the network.</summary>
    public StemKind Stem { get; init; }

    /// <summary>Whether shortcuts shrink maps by averaging 2x2 pixels, where others skip three of them: ResNet-D.</summary>
    public bool AveragesShortcuts { get; init; }

    /// <summary>Channels of the stem and planes of the first stage; each later stage has twice as many. Divides 64.</summary>
    public int FirstPlanes
    {
        get;
        init => field = value is > 0 and <= 64 && 64 % value == 0
            ? value
            : throw new ArgumentException($"The first stage has 64 planes or a whole fraction of that, not {value}.", nameof(value));
    }
    = 64;

    /// <summary>Output channels of a block per plane.</summary>
    internal int Expansion => Block == BlockKind.Basic ? BasicBlock.Expansion : Bottleneck.Expansion;

    /// <summary>The blocks' own width is counted at 64 planes, a geometry's at those of its first stage.</summary>
    internal int WidthAt64Planes => WidthPerGroup * (64 / FirstPlanes);

    /// <summary>Planes of a stage, counted from 0.</summary>
    internal int Planes(int stage) => FirstPlanes << stage;

    /// <summary>Stride of a stage's first block.</summary>
    internal static int Stride(int stage) => stage == 0 ? 1 : 2;
}
