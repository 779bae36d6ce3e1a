using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;

namespace ResNeXtSharp.Cli.Tutorial;

/// <summary>What the tutorial trains on, and how long.</summary>
/// <param name="Source">Where the pictures come from.</param>
/// <param name="TrainSize">Training pictures, or null for all.</param>
/// <param name="TestSize">Test pictures, or null for all.</param>
/// <param name="Epochs">How often to go through the training pictures.</param>
/// <param name="Seed">Decides every random number.</param>
/// <param name="Directory">The run folder.</param>
sealed record Lesson(DataSource Source, int? TrainSize, int? TestSize, int Epochs, ulong Seed, string Directory)
{
    /// <summary>The model of the tutorial.</summary>
    public const string Model = "resnext50_32x4d";

    /// <summary>Pictures in a step.</summary>
    public const int BatchSize = 32;

    /// <summary>Adam with its usual step.</summary>
    public static OptimizerSettings Optimizer { get; } = new("adam", LearningRate: 1e-3);
}
