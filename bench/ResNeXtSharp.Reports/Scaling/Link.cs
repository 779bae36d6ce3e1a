namespace ResNeXtSharp.Reports;

/// <summary>How sums over all ranks are formed.</summary>
enum Algorithm
{
    /// <summary>Ours, and MPI's for long messages: every rank sends 2 (n - 1) / n of the bytes, in 2 (n - 1) messages.</summary>
    Ring,

    /// <summary>All bytes go up a binary tree and down again.</summary>
    Tree,
}

/// <summary>A network card and what lies behind it.</summary>
/// <param name="Gigabits">Per second, in each direction.</param>
/// <param name="Latency">Seconds of an empty message.</param>
sealed record Link(double Gigabits, double Latency)
{
    /// <summary>Seconds in which the sum of so many bytes over all ranks reaches all of them.</summary>
    public double Seconds(double bytes, int ranks, Algorithm algorithm)
    {
        if (ranks == 1) return 0;
        var seconds = 8 * bytes / (1e9 * Gigabits);
        var levels = Math.Ceiling(Math.Log2(ranks));
        return algorithm == Algorithm.Ring
            ? 2.0 * (ranks - 1) / ranks * seconds + 2.0 * (ranks - 1) * Latency
            : 2 * levels * (Latency + seconds);
    }
}
