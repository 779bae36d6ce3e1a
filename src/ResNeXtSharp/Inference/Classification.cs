namespace ResNeXtSharp.Inference;

/// <summary>What a model takes a picture for.</summary>
/// <param name="Ranking">Every class, most probable first; of equals the first class.</param>
public sealed record Classification(IReadOnlyList<ClassScore> Ranking)
{
    /// <summary>The likeliest class.</summary>
    public string Class => Ranking[0].Class;

    /// <summary>The likeliest class's probability, in 0..1.</summary>
    public float Probability => Ranking[0].Probability;
}
