namespace ResNeXtSharp.Training;

/// <summary>What one step of a <see cref="LearningRateFinder"/> came to.</summary>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Loss">Mean loss of the step's pictures, before the step.</param>
/// <param name="SmoothedLoss">Moving average of the losses up to this one.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double SmoothedLoss);
