namespace ResNeXtSharp.Training;

/// <summary>The same learning rate all the time.</summary>
/// <param name="learningRate">The learning rate.</param>
public sealed class ConstantSchedule(double learningRate) : Schedule(learningRate)
{
    /// <inheritdoc/>
    public override double At(long step) => LearningRate;
}
