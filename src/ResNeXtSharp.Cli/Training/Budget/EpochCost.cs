namespace ResNeXtSharp.Cli.Training;

/// <summary>What a model costs on this machine.</summary>
/// <param name="Epoch">Time of an epoch: all training batches, and the validation.</param>
/// <param name="Finish">Time of what comes after the last epoch: the test.</param>
readonly record struct EpochCost(TimeSpan Epoch, TimeSpan Finish);
