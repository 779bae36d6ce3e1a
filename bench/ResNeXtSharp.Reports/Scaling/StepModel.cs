namespace ResNeXtSharp.Reports;

/// <summary>A training step of one rank, whose buckets go over a link one after another while the backward pass goes on.</summary>
/// <param name="Compute">Seconds of the step without any other rank.</param>
/// <param name="BackwardShare">The share of them that lies behind the first gradient.</param>
/// <param name="Packing">Seconds of packing and adding a byte.</param>
/// <param name="Bytes">Bytes of all buckets.</param>
/// <param name="Buckets">How many buckets there are, of one size, complete at even intervals of the backward pass.</param>
sealed record StepModel(double Compute, double BackwardShare, double Packing, double Bytes, int Buckets)
{
    /// <summary>Seconds of the step, and those in which it stands still.</summary>
    /// <param name="ranks">Ranks.</param>
    /// <param name="link">What each is connected by.</param>
    /// <param name="algorithm">How sums are formed.</param>
    /// <param name="overlaps">Whether the link works while the backward pass does, or only after it.</param>
    public (double Step, double Exposed) Of(int ranks, Link link, Algorithm algorithm, bool overlaps)
    {
        var busy = Compute + (ranks == 1 ? 0 : Packing * Bytes);
        double free = 0;
        for (var bucket = 1; bucket <= Buckets; bucket++)
        {
            var ready = !overlaps ? busy : busy * (1 - BackwardShare + BackwardShare * bucket / Buckets);
            free = Math.Max(free, ready) + link.Seconds(Bytes / Buckets, ranks, algorithm);
        }
        var exposed = ranks == 1 ? 0 : Math.Max(0, free - busy);
        return (busy + exposed, exposed);
    }

    /// <summary>The same gradients in half precision.</summary>
    public StepModel Halved => this with { Bytes = Bytes / 2, Packing = 2 * Packing };
}
