namespace ResNeXtSharp.Cli.Experiments;

/// <summary>
/// Whether values rise from column to column in several rows (Page, "Ordered Hypotheses for Multiple Treatments", 1963): each row is ranked, and the sum of column times
/// rank is held against all the sums that chance could give.
/// </summary>
/// <param name="RankCorrelation">Spearman's correlation of column and value, the mean over the rows: 1 rises everywhere, -1 falls everywhere.</param>
/// <param name="Rising">The probability that chance makes them rise as much as this, or more.</param>
/// <param name="Falling">The same for falling.</param>
readonly record struct TrendTest(double RankCorrelation, double Rising, double Falling)
{
    // A product of whole numbers: equals share the mean of their ranks, so ranks are counted in halves.
    const int Halves = 2;

    /// <summary>Tests.</summary>
    /// <param name="rows">At least one row, all of the same length of two to eight: every order of a row is gone through.</param>
    public static TrendTest Of(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count);
        var ranks = rows.Select(Ranks).ToList();
        var distribution = new Dictionary<int, double> { [0] = 1 };
        foreach (var row in ranks) distribution = Together(distribution, Sums(row));
        var observed = ranks.Sum(Sum);
        return new TrendTest(
            ranks.Average(Correlation),
            distribution.Where(each => each.Key >= observed).Sum(each => each.Value),
            distribution.Where(each => each.Key <= observed).Sum(each => each.Value));
    }

    static int[] Ranks(IReadOnlyList<double> row) => [.. row.Select(value => Halves * row.Count(other => other < value) + row.Count(other => other == value) + 1)];

    static int Sum(int[] ranks) => ranks.Select((rank, column) => rank * column).Sum();

    static double Correlation(int[] ranks)
    {
        double middle = (ranks.Length - 1) / 2.0, mean = ranks.Average();
        var together = ranks.Select((rank, column) => (rank - mean) * (column - middle)).Sum();
        var squares = ranks.Sum(rank => (rank - mean) * (rank - mean)) * ranks.Select((_, column) => (column - middle) * (column - middle)).Sum();
        return squares > 0 ? together / Math.Sqrt(squares) : 0;
    }

    /// <summary>The probability of each sum, every order of the ranks being as likely.</summary>
    static Dictionary<int, double> Sums(int[] ranks)
    {
        var sums = new Dictionary<int, double>();
        var orders = Enumerable.Range(1, ranks.Length).Aggregate(1.0, (product, each) => product * each);
        Permute(ranks, 0, order => sums[Sum(order)] = sums.GetValueOrDefault(Sum(order)) + 1 / orders);
        return sums;
    }

    static void Permute(int[] values, int from, Action<int[]> visit)
    {
        if (from == values.Length) visit(values);
        for (var i = from; i < values.Length; i++)
        {
            (values[from], values[i]) = (values[i], values[from]);
            Permute(values, from + 1, visit);
            (values[from], values[i]) = (values[i], values[from]);
        }
    }

    static Dictionary<int, double> Together(Dictionary<int, double> left, Dictionary<int, double> right)
    {
        var sums = new Dictionary<int, double>();
        foreach (var (leftSum, leftShare) in left)
            foreach (var (rightSum, rightShare) in right)
                sums[leftSum + rightSum] = sums.GetValueOrDefault(leftSum + rightSum) + leftShare * rightShare;
        return sums;
    }
}
