namespace ResNeXtSharp.Training;

/// <summary>
/// The learning rate of each step. It is a function of the step's number alone, so that a training that goes on later needs to know no more than that
/// number; <see cref="PlateauSchedule"/>, which looks at results, keeps them in a state of its own.
/// </summary>
public abstract class Schedule : ITrainingState
{
    private protected Schedule(double learningRate) => LearningRate = learningRate >= 0 && double.IsFinite(learningRate)
        ? learningRate
        : throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "A learning rate is a finite number not below zero.");

    /// <summary>The learning rate that the schedule starts from, or for <see cref="OneCycleSchedule"/> its highest.</summary>
    public double LearningRate { get; }

    /// <inheritdoc/>
    public string Name => "schedule";

    /// <inheritdoc/>
    /// <remarks>Epochs that were trained with bad weights have ended all the same.</remarks>
    public bool RollsBack => false;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Steps taken before it.</param>
    public abstract double At(long step);

    /// <summary>Tells what an epoch came to.</summary>
    /// <param name="metric">The loss of the validation pictures, or of the training pictures where there are none.</param>
    public virtual void EpochEnded(double metric)
    {
    }

    /// <inheritdoc/>
    public virtual void Save(StateWriter writer)
    {
    }

    /// <inheritdoc/>
    public virtual void Load(StateReader reader)
    {
    }

    private protected static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} lies in [0, 1].");

    private protected static long AtLeastOne(long value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1.");
}
