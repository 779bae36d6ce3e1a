using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli;

/// <summary>A picture and what the model takes it for.</summary>
/// <param name="Picture">The picture as it was given.</param>
/// <param name="Origin">Where it comes from, for messages.</param>
/// <param name="Ranking">Classes and probabilities in 0..1, likeliest first.</param>
/// <param name="TrueClass">What it really shows, if that is known.</param>
sealed record ClassifiedPicture(Image Picture, string Origin, IReadOnlyList<(string Class, float Probability)> Ranking, string? TrueClass)
{
    /// <summary>The likeliest class.</summary>
    public string Class => Ranking[0].Class;

    /// <summary>The likeliest class's probability, in 0..1.</summary>
    public float Probability => Ranking[0].Probability;

    /// <summary>Whether the likeliest class is the true one, null when the true one is not known.</summary>
    public bool? IsRight => TrueClass is null ? null : TrueClass == Class;

    /// <summary>A sentence that says all of it.</summary>
    public string Verdict => IsRight switch
    {
        null => $"{Class}, {Percent.Format(Probability)}",
        true => $"{Class}, {Percent.Format(Probability)}: right",
        false => $"{Class}, {Percent.Format(Probability)}: wrong, it is {TrueClass}",
    };
}
