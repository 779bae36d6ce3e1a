using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Cli;

/// <summary>A picture and what the model takes it for.</summary>
/// <param name="Picture">The picture as it was given.</param>
/// <param name="Origin">Where it comes from, for messages.</param>
/// <param name="Classification">The classes and their probabilities.</param>
/// <param name="TrueClass">What it really shows, if that is known.</param>
sealed record ClassifiedPicture(Image Picture, string Origin, Classification Classification, string? TrueClass)
{
    /// <summary>Classes and probabilities in 0..1, likeliest first.</summary>
    public IReadOnlyList<ClassScore> Ranking => Classification.Ranking;

    /// <summary>The likeliest class.</summary>
    public string Class => Classification.Class;

    /// <summary>The likeliest class's probability, in 0..1.</summary>
    public float Probability => Classification.Probability;

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
