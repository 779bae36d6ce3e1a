namespace ResNeXtSharp.Cli.Experiments;

/// <summary>An experiment was stopped from outside; its finished trainings are kept.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="inner">What stopped it.</param>
sealed class ExperimentStoppedException(ExperimentFolder folder, OperationCanceledException inner)
    : OperationCanceledException(Describe(folder), inner, inner.CancellationToken)
{
    static string Describe(ExperimentFolder folder) =>
        $"stopped after {folder.Outcomes.Count} of {folder.Plan.Trainings} trainings; go on with: resnext experiment cardinality --resume {(folder.Path.Contains(' ') ? $"\"{folder.Path}\"" : folder.Path)}";
}
