namespace ResNeXtSharp.Cli.Experiments;

/// <summary>Whether the paper's claim shows: at the same cost, more branches classify better.</summary>
enum Claim
{
    /// <summary>There are not two seeds with all networks: what chance does is not known.</summary>
    Undecided,

    /// <summary>It does not.</summary>
    NotShown,

    /// <summary>It does: the most branches are better than one beyond the intervals, and accuracy rises with the cardinality.</summary>
    Shown,

    /// <summary>One branch is better than the most, beyond the intervals.</summary>
    Opposite,
}

/// <summary>What an experiment says about the claim.</summary>
/// <param name="Claim">Whether it shows.</param>
/// <param name="Seeds">Seeds with which every network has been trained.</param>
/// <param name="Trend">How accuracy goes with cardinality over those, or null without any.</param>
/// <param name="Gain">Mean accuracy of the most branches less that of one; not-a-number where one is missing.</param>
/// <param name="IntervalsApart">Whether the intervals of these two do not overlap.</param>
sealed record Verdict(Claim Claim, int Seeds, TrendTest? Trend, double Gain, bool IntervalsApart)
{
    /// <summary>The probability of chance below which a trend counts.</summary>
    public const double Significance = 0.05;

    const int LeastSeeds = 2;

    /// <summary>Judges.</summary>
    public static Verdict Of(IReadOnlyList<TrainingOutcome> outcomes)
    {
        var rows = (from outcome in outcomes
                    group outcome by outcome.Seed into seed
                    where seed.Count() == FamilyMember.All.Count
                    select (IReadOnlyList<double>)[.. seed.OrderBy(outcome => outcome.Cardinality).Select(outcome => outcome.Accuracy)]).ToList();
        if (rows.Count == 0) return new Verdict(Claim.Undecided, 0, null, double.NaN, false);
        var results = CardinalityResult.Of(outcomes);
        var (first, last, trend) = (results[0], results[^1], TrendTest.Of(rows));
        bool better = last.Low > first.High, worse = last.High < first.Low;
        var claim = rows.Count < LeastSeeds ? Claim.Undecided
            : worse ? Claim.Opposite
            : better && trend.Rising <= Significance ? Claim.Shown
            : Claim.NotShown;
        return new Verdict(claim, rows.Count, trend, last.Mean - first.Mean, better || worse);
    }
}
