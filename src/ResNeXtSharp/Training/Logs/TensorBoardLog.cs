namespace ResNeXtSharp.Training;

/// <summary>
/// A training's curves for TensorBoard: <c>trainer.Fit(train, validation, epochs, progress: log, epochCompleted: log.Append)</c>. Curves of epochs are
/// <c>loss/train</c>, <c>loss/validation</c>, <c>accuracy/train</c>, <c>accuracy/validation</c>, <c>learning_rate</c> and <c>images_per_second</c>; those of
/// steps are <c>step/loss</c> and <c>step/learning_rate</c>.
/// </summary>
/// <param name="writer">Where they go. It stays the caller's.</param>
public sealed class TensorBoardLog(TensorBoardWriter writer) : IProgress<TrainingProgress>
{
    /// <summary>How many steps lie between two that are logged; 0 logs none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Every
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 10;

    /// <summary>Logs a step if it is its turn.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Every == 0 || value.Step % Every != 0)
            return;
        writer.Add("step/loss", value.BatchLoss, value.Step);
        writer.Add("step/learning_rate", value.LearningRate, value.Step);
    }

    /// <summary>Logs an epoch, on the disk when this returns.</summary>
    /// <exception cref="RunDirectoryException">The file cannot be written.</exception>
    public void Append(EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Add("loss/train", result.TrainLoss);
        Add("loss/validation", result.ValidationLoss);
        Add("accuracy/train", result.TrainAccuracy);
        Add("accuracy/validation", result.ValidationAccuracy);
        Add("learning_rate", result.LearningRate);
        Add("images_per_second", result.ImagesPerSecond);
        writer.Flush();

        void Add(string tag, double value)
        {
            if (double.IsFinite(value))
                writer.Add(tag, value, result.Epoch);
        }
    }

    /// <summary>Has everything on the disk when it returns.</summary>
    /// <exception cref="RunDirectoryException">The file cannot be written.</exception>
    public void Flush() => writer.Flush();
}
