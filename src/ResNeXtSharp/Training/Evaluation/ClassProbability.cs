namespace ResNeXtSharp.Training;

/// <summary>One class and how probable a model takes it to be.</summary>
/// <param name="Index">The class.</param>
/// <param name="Probability">In 0..1; all classes of a picture sum to 1.</param>
public readonly record struct ClassProbability(int Index, float Probability);
