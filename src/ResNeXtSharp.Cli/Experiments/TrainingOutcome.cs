namespace ResNeXtSharp.Cli.Experiments;

/// <summary>What a training came to.</summary>
/// <param name="Cardinality">The network's.</param>
/// <param name="Seed">What decided its first weights and the order of the pictures.</param>
/// <param name="Accuracy">Share of the test pictures that it classified right after the last epoch, in 0..1.</param>
/// <param name="Loss">Mean cross entropy of the test pictures.</param>
/// <param name="TrainLoss">Mean loss of the training pictures in the last epoch.</param>
/// <param name="Seconds">The time it took.</param>
sealed record TrainingOutcome(int Cardinality, ulong Seed, double Accuracy, double Loss, double TrainLoss, double Seconds)
{
    public bool IsOf(FamilyMember member, ulong seed) => Cardinality == member.Cardinality && Seed == seed;
}
