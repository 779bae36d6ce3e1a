namespace ResNeXtSharp.Cli.Training;

/// <summary>Training was stopped from outside, and its weights are saved.</summary>
sealed class TrainingStoppedException(int epochs, string weights, OperationCanceledException inner)
    : OperationCanceledException($"stopped after {epochs} whole epoch{(epochs == 1 ? "" : "s")}; the weights so far are in {weights}", inner, inner.CancellationToken);
