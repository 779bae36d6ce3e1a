namespace ResNeXtSharp.Cli.Experiments;

/// <summary>What a network reached with several seeds.</summary>
/// <param name="Member">The network.</param>
/// <param name="Accuracies">The accuracy with each seed, in 0..1, at least one.</param>
/// <param name="Low">The lower end of the 95 % interval of the mean; not-a-number with a single seed.</param>
/// <param name="High">Its upper end.</param>
sealed record CardinalityResult(FamilyMember Member, IReadOnlyList<double> Accuracies, double Low, double High)
{
    public double Mean => Accuracies.Average();

    /// <summary>
    /// The results of the networks that have been trained. How much a seed matters is estimated from all networks together: three seeds of one network alone
    /// would tell little.
    /// </summary>
    public static IReadOnlyList<CardinalityResult> Of(IEnumerable<TrainingOutcome> outcomes)
    {
        var groups = (from member in FamilyMember.All
                      let accuracies = outcomes.Where(outcome => outcome.Cardinality == member.Cardinality).OrderBy(outcome => outcome.Seed).Select(outcome => outcome.Accuracy).ToList()
                      where accuracies.Count > 0
                      select (Member: member, Accuracies: accuracies)).ToList();
        var freedom = groups.Sum(group => group.Accuracies.Count - 1);
        var squares = groups.Sum(group => group.Accuracies.Sum(accuracy => Math.Pow(accuracy - group.Accuracies.Average(), 2)));
        var reach = freedom == 0 ? double.NaN : StudentDistribution.TwoSided95(freedom) * Math.Sqrt(squares / freedom);
        return [.. groups.Select(group => Within(group.Member, group.Accuracies, reach / Math.Sqrt(group.Accuracies.Count)))];
    }

    static CardinalityResult Within(FamilyMember member, List<double> accuracies, double reach) =>
        new(member, accuracies, accuracies.Average() - reach, accuracies.Average() + reach);
}
