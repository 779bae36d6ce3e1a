using ResNeXtSharp.Explanation;

namespace ResNeXtSharp.Inference;

/// <summary>What a model takes a picture for, and where in the picture it sees a class.</summary>
/// <param name="Classification">The classes and their probabilities.</param>
/// <param name="Class">The class that was looked for.</param>
/// <param name="Heat">Where, in the size of the network's input: of the picture, the middle after scaling (see <see cref="Preprocessing"/>).</param>
public sealed record ExplainedClassification(Classification Classification, string Class, HeatMap Heat);
