namespace ResNeXtSharp.Training;

/// <summary>What a run's metrics have become since they were last read.</summary>
/// <param name="Restarted">Epochs that were read before are no longer there: the run was resumed from before them, or began again. Forget them all.</param>
/// <param name="Epochs">The epochs to add, in order.</param>
public readonly record struct MetricsUpdate(bool Restarted, IReadOnlyList<EpochResult> Epochs);
