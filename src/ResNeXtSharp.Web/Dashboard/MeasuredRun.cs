using System.Text.Json.Serialization;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>What a run's best weights make of its test pictures.</summary>
/// <param name="Classes">The classes' names.</param>
/// <param name="Accuracy">Share of pictures classified right, in 0..1.</param>
/// <param name="Count">Pictures.</param>
/// <param name="Confusion">For each true class how many of its pictures were taken for which class.</param>
/// <param name="HeldOut">Whether no choice was made by these pictures; otherwise the accuracy is a little too good.</param>
/// <param name="Errors">The wrong pictures that the model was surest of.</param>
public sealed record MeasuredRun(
    IReadOnlyList<string> Classes, double Accuracy, long Count, IReadOnlyList<IReadOnlyList<long>> Confusion, bool HeldOut, IReadOnlyList<MeasuredError> Errors);

/// <summary>A picture that was taken for another class.</summary>
/// <param name="Origin">Its file or number.</param>
/// <param name="TrueClass">The class it is of.</param>
/// <param name="TakenFor">The class it was taken for.</param>
/// <param name="Probability">How sure the model was, in 0..1.</param>
/// <param name="TrueProbability">The probability it gave the true class, in 0..1.</param>
/// <param name="Png">The picture.</param>
public sealed record MeasuredError(
    string Origin, string TrueClass, string TakenFor, double Probability, double TrueProbability, [property: JsonIgnore] byte[] Png);
