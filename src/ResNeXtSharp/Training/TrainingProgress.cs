namespace ResNeXtSharp.Training;

/// <summary>How far an epoch has come; reported after every step.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Epochs">The number of the last epoch.</param>
/// <param name="Batch">Batches done, from 1.</param>
/// <param name="Batches">Batches of the epoch.</param>
/// <param name="Loss">Mean loss of the epoch's pictures so far.</param>
/// <param name="Accuracy">Share of the epoch's pictures classified right so far, in 0..1.</param>
/// <param name="ImagesPerSecond">Pictures per second since the epoch began.</param>
/// <param name="Remaining">Time that the rest of the epoch's steps will take at this speed.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, double ImagesPerSecond, TimeSpan Remaining)
{
    /// <summary>Batches done in all epochs together.</summary>
    public long Step { get; init; }

    /// <summary>Mean loss of this batch's pictures, before the step.</summary>
    public double BatchLoss { get; init; }

    /// <summary>The learning rate of this step.</summary>
    public double LearningRate { get; init; }
}
