namespace ResNeXtSharp.Training;

/// <summary>What one step came to, before it changed the weights.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Correct">Pictures classified right.</param>
public readonly record struct StepResult(double Loss, int Correct);
