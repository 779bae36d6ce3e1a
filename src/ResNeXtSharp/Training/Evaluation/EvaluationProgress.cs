namespace ResNeXtSharp.Training;

/// <summary>How far an evaluation has come; reported after every batch.</summary>
/// <param name="Batch">Batches done, from 1.</param>
/// <param name="Batches">Batches of the data set.</param>
/// <param name="Loss">Mean loss of the pictures so far.</param>
/// <param name="Accuracy">Share of the pictures so far that were classified right, in 0..1.</param>
/// <param name="ImagesPerSecond">Pictures per second since the start.</param>
/// <param name="Remaining">Time that the rest will take at this speed.</param>
public sealed record EvaluationProgress(int Batch, int Batches, double Loss, double Accuracy, double ImagesPerSecond, TimeSpan Remaining);
