using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>A test picture and what the model takes it for.</summary>
/// <param name="Picture">The picture, scaled and cut as the network gets it.</param>
/// <param name="Origin">Its file or number.</param>
/// <param name="Label">The true class.</param>
/// <param name="Predicted">The likeliest class.</param>
/// <param name="Confidence">The likeliest class's probability, in 0..1.</param>
/// <param name="TrueProbability">The true class's probability, in 0..1.</param>
sealed record JudgedPicture(Image Picture, string Origin, int Label, int Predicted, double Confidence, double TrueProbability)
{
    public bool IsRight => Label == Predicted;
}
