using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which pictures, and how many of them.</summary>
sealed class DataOptions
{
    const int MostBatchesAhead = 8;

    /// <param name="default">What help says of the place when none is given.</param>
    public DataOptions(string @default)
    {
        Place = new Option<string?>("--data", "-d")
        {
            Description =
                "A folder of class folders with PNG or JPEG files (itself, or in train and val), the folder of CIFAR-10 or CIFAR-100 (binary version) or its parent, "
                + $"or a word: shapes (the built-in pictures), cifar10, cifar100, cifar100-coarse [default: {@default}]",
            HelpName = "DIR|WORD",
        };
    }

    public Option<string?> Place { get; }

    public Option<bool> Coarse { get; } = new("--coarse") { Description = "Label the CIFAR-100 of a folder with its twenty coarse classes" };

    public Option<bool> Offline { get; } = new("--offline") { Description = "Never download a data set that is not there" };

    public Option<double> ValidationShare { get; } = new Option<double>("--validation-share")
    {
        Description = "The share of a folder of class folders that is held out of training; always the same pictures, whatever the seed",
        HelpName = "SHARE",
        DefaultValueFactory = _ => DataSettings.DefaultValidationShare,
    }.Positive().AtMost(1.0);

    public Option<int> MaxDamaged { get; } = new Option<int>("--max-damaged")
    {
        Description = "How many pictures that cannot be read to name and leave out before giving up",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.AtLeast(0);

    public Option<int?> TrainSize { get; } = new Option<int?>("--train-size")
    {
        Description = "Train on N pictures only",
        HelpName = "N",
    }.AtLeast(1);

    public Option<int?> TestSize { get; } = new Option<int?>("--test-size", "--limit")
    {
        Description = "Test on N pictures only",
        HelpName = "N",
    }.AtLeast(1);

    /// <summary>What says where the pictures are and which of them are test pictures.</summary>
    public IEnumerable<Option> Source => [Place, Coarse, ValidationShare, MaxDamaged, Offline];

    /// <summary>The data set of a command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">Where download progress goes.</param>
    /// <param name="json">Whether a machine reads the output.</param>
    /// <param name="otherwise">The place when none is given.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <param name="preprocessing">What makes inputs from an image folder's pictures, torchvision's for ImageNet by default.</param>
    public DataSource Resolve(
        ParseResult parsed, CommandContext context, bool json, Func<string> otherwise, CancellationToken cancellation, Preprocessing? preprocessing = null)
    {
        var place = parsed.GetValue(Place) ?? otherwise();
        if (place.Length == 0) throw new UsageException("--data is empty: name a folder, or shapes.");
        var coarse = parsed.GetValue(Coarse) || place == DataSource.Cifar100CoarsePlace;
        var settings = new DataSettings(!parsed.GetValue(Offline), coarse, parsed.GetValue(ValidationShare))
        {
            Preprocessing = preprocessing ?? Preprocessing.ImageNet,
        };
        return DataSource.At(place, settings, new DownloadReport(context.PrettyConsole(json)), cancellation);
    }

    /// <summary>Goes through pictures in batches. Those that cannot be read are named on the error stream and left out, up to the limit.</summary>
    public DataLoader Load(ParseResult parsed, CommandContext context, Dataset pictures, int batchSize, bool shuffle, ITransform transform, ulong seed = 0, IBatchTransform? mixing = null, BatchShare? share = null) =>
        new(pictures, batchSize, shuffle, transform, seed)
        {
            Mixing = mixing,
            Share = share ?? BatchShare.Whole,
            // Ranks know the size of each other's shares beforehand, so no picture may drop out.
            DamagedLimit = share is null ? parsed.GetValue(MaxDamaged) : 0,
            Skipped = new SkippedReport(context.Error),
            BatchesAhead = Math.Clamp(WorkerPool.Threads, 2, MostBatchesAhead),
        };
}
