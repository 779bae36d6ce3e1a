namespace ResNeXtSharp.Training;

/// <summary>What one epoch came to. Losses are means over pictures, accuracies lie in 0..1.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="TrainLoss">Mean loss of the training pictures, each as its step saw it.</param>
/// <param name="TrainAccuracy">Share of training pictures classified right, each as its step saw it.</param>
/// <param name="ValidationLoss">Mean loss of the validation pictures after the epoch, or not-a-number without a validation set.</param>
/// <param name="ValidationAccuracy">Share of validation pictures classified right after the epoch, or not-a-number without a validation set.</param>
/// <param name="LearningRate">The learning rate the epoch began with.</param>
/// <param name="ImagesPerSecond">Training pictures per second, without the validation.</param>
/// <param name="Duration">Time of training and validation.</param>
public sealed record EpochResult(
    int Epoch,
    double TrainLoss,
    double TrainAccuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double LearningRate,
    double ImagesPerSecond,
    TimeSpan Duration)
{
    /// <summary>Validation pictures, 0 without a validation set or where it is not known.</summary>
    public long ValidationCount { get; init; }

    /// <summary>The SHA-256 of each rank's weights after the epoch, which are equal; empty where one process trains alone.</summary>
    public IReadOnlyList<string> WeightHashes { get; init; } = [];
}
