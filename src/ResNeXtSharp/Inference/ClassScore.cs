namespace ResNeXtSharp.Inference;

/// <summary>A class and how probable it is.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Probability">In 0..1.</param>
public readonly record struct ClassScore(string Class, float Probability);
