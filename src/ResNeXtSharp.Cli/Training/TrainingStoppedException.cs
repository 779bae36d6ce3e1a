namespace ResNeXtSharp.Cli.Training;

/// <summary>Training was stopped from outside, and its weights are saved.</summary>
/// <param name="epochs">Whole epochs that lie behind.</param>
/// <param name="weights">The file of the weights.</param>
/// <param name="run">The folder of a run that can be gone on with, or null.</param>
/// <param name="inner">What stopped it.</param>
sealed class TrainingStoppedException(int epochs, string weights, string? run, OperationCanceledException inner)
    : OperationCanceledException(Describe(epochs, weights, run), inner, inner.CancellationToken)
{
    static string Describe(int epochs, string weights, string? run)
    {
        var place = $"stopped after {epochs} whole epoch{(epochs == 1 ? "" : "s")}; the weights so far are in {weights}";
        return run is null ? place : $"{place}; go on with: resnext train --resume {(run.Contains(' ') ? $"\"{run}\"" : run)}";
    }
}
