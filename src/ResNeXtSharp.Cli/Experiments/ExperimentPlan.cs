using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>Everything that an experiment's results depend on; every network gets the same.</summary>
sealed record ExperimentPlan
{
    /// <summary>The folder of the data set, or its word.</summary>
    public required string Data { get; init; }

    public required bool Coarse { get; init; }

    public required double ValidationShare { get; init; }

    public required int TrainSize { get; init; }

    public required int TestSize { get; init; }

    public required int Epochs { get; init; }

    public required ulong FirstSeed { get; init; }

    public required int Seeds { get; init; }

    /// <summary>Tells the training pictures and their labels from others.</summary>
    public required string TrainFingerprint { get; init; }

    /// <summary>Tells the test pictures and their labels from others.</summary>
    public required string TestFingerprint { get; init; }

    public string Version { get; init; } = ProductVersion.Text;

    /// <summary>Pictures in a step.</summary>
    public const int BatchSize = 32;

    /// <summary>Rows and columns that the pictures of a folder are brought to.</summary>
    public const int FolderImageSize = 32;

    /// <summary>The same for all networks, so that none is favoured: that of the recipe <c>fast</c>, its learning rate in proportion to the batch.</summary>
    public static OptimizerSettings Optimizer { get; } = new("sgd", LearningRate: 0.05, Momentum: 0.9, Nesterov: true, WeightDecay: 5e-4);

    /// <summary>How the learning rate goes and pictures are changed.</summary>
    public static RecipeSettings Recipe { get; } = new("one-cycle", 0, 10, [], 0.1) { SpareVectors = true, CropPadding = 2, Flip = true };

    /// <summary>How many trainings there are.</summary>
    public int Trainings => Seeds * FamilyMember.All.Count;

    /// <summary>The trainings, seed by seed, so that what is finished when time runs out can be compared.</summary>
    public IEnumerable<(FamilyMember Member, ulong Seed)> Order() =>
        from seed in Enumerable.Range(0, Seeds)
        from member in FamilyMember.All
        select (member, FirstSeed + (ulong)seed);
}
