namespace ResNeXtSharp.Training;

/// <summary>What <see cref="PlateauSchedule"/> remembers.</summary>
/// <param name="LearningRate">The learning rate now.</param>
/// <param name="Best">The lowest loss so far.</param>
/// <param name="BadEpochs">Epochs since then that count.</param>
/// <param name="Cooldown">Epochs that will not count.</param>
public readonly record struct PlateauState(double LearningRate, double Best, int BadEpochs, int Cooldown);
