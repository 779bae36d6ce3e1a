using System.Globalization;

namespace ResNeXtSharp.Reports;

/// <summary>What a figure should be, and what it is.</summary>
/// <param name="Name">The figure.</param>
/// <param name="Goal">The least, or the most, that it should be.</param>
/// <param name="IsUpperBound">Whether less is better.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Unit">How the figure is written: "x", "%", "MB" or "bytes".</param>
sealed record Target(string Name, double Goal, bool IsUpperBound, double Value, string Unit)
{
    public bool IsReached => IsUpperBound ? Value <= Goal : Value >= Goal;

    public string GoalText => $"{(IsUpperBound ? "at most" : "at least")} {Format(Goal)}";

    public string ValueText => Format(Value);

    string Format(double value) => Unit switch
    {
        "%" => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.#} %"),
        "x" => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}x"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0} {Unit}"),
    };
}
