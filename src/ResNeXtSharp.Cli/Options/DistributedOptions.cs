using System.CommandLine;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Training on several processes, which mpirun or Slurm starts.</summary>
sealed class DistributedOptions
{
    public Option<bool> Distributed { get; } = new("--distributed")
    {
        Description = "Train together with the other processes that mpirun or srun has started; every batch is shared among them",
    };

    public Option<bool> SyncBatchNorm { get; } = new("--sync-batchnorm")
    {
        Description = "Normalise by the statistics of the whole batch on all ranks, as one process does, and not of each rank's share",
    };

    public Option<int> BucketSize { get; } = new Option<int>("--bucket-size")
    {
        Description = "Megabytes of gradients that are sent at once while the backward pass goes on",
        HelpName = "MB",
        DefaultValueFactory = _ => 4,
    }.AtLeast(1).AtMost(1024);

    public Option<int> RankTimeout { get; } = new Option<int>("--rank-timeout")
    {
        Description = "A rank that nothing is heard of for so long is lost, and ends the others",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 15,
    }.AtLeast(2);

    public Option<bool> AnyRanks { get; } = new("--any-ranks")
    {
        Description = "With --resume: go on with another number of ranks than before; the bits are not those of a run that was not interrupted",
    };

    public Option<bool> Profile { get; } = new("--profile")
    {
        Description = "Say of every step how long it took, and how much of that was communication that the backward pass did not hide",
    };

    /// <summary>What a run depends on.</summary>
    public IEnumerable<Option> Settings => [SyncBatchNorm];

    /// <summary>What makes no difference to its result.</summary>
    public IEnumerable<Option> Others => [Distributed, BucketSize, RankTimeout, AnyRanks, Profile];

    /// <summary>What ranks must be given alike beside the run's settings, or they would wait for different things.</summary>
    public IEnumerable<KeyValuePair<string, string>> Facts(ParseResult parsed) => [new("bucket_size", $"{parsed.GetValue(BucketSize)}"), new("any_ranks", $"{parsed.GetValue(AnyRanks)}")];
}
