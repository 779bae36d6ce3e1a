using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>What keeps a training from being lost.</summary>
/// <param name="Checkpoints">Where it is saved.</param>
/// <param name="OnNonFinite">What to do when its numbers go bad.</param>
/// <param name="Told">Is told when that was done.</param>
sealed record Safeguards(TrainingCheckpoints Checkpoints, NonFinitePolicy OnNonFinite, IProgress<NonFiniteEvent> Told);
