using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Options;

/// <summary>What is trained on what, and how: the options that every command that trains has.</summary>
sealed class SetupOptions
{
    public SetupOptions() => Layers = new LayeredOptions([.. What, .. How]);

    public ModelOptions Model { get; } = new();

    public DataOptions Data { get; } = new("data, downloaded if it is not there");

    public Option<int?> ImageSize { get; } = new Option<int?>("--image-size")
    {
        Description = "Rows and columns that the pictures of a folder are brought to [default: 224]",
        HelpName = "N",
    }.AtLeast(1);

    public TransferOptions Transfer { get; } = new();

    public TrainingOptions Training { get; } = new();

    public RecipeOptions Recipe { get; } = new();

    public CheckpointOptions Checkpoints { get; } = new();

    public DistributedOptions Distributed { get; } = new();

    public Option<int> Seeds { get; } = new Option<int>("--seeds")
    {
        Description = "Train so many times, with --seed and the seeds behind it, and report mean and deviation",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.AtLeast(1);

    public Option<int> LogEvery { get; } = new Option<int>("--log-every")
    {
        Description = "Log the loss of every N-th step for TensorBoard, beside each epoch; 0 for none",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.AtLeast(0);

    /// <summary>What a time budget has made of the epochs; kept in a run's configuration, so that the run can be repeated and gone on with.</summary>
    public Option<int[]> Replans { get; } = new("--replans")
    {
        Description = "Pairs of an epoch and the number of epochs from its end on; what is left of the schedule is gone through faster",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        Hidden = true,
    };

    /// <summary>The recipe and the configuration file below all others.</summary>
    public LayeredOptions Layers { get; }

    public IEnumerable<Option> All => [.. What, .. Layers.All, .. How];

    IEnumerable<Option> What => [.. Model.All, .. Data.Source, ImageSize, Data.TrainSize, Data.TestSize];

    IEnumerable<Option> How => [.. Transfer.All, .. Training.All, .. Recipe.All, .. Checkpoints.Settings, .. Distributed.Settings, Seeds, LogEvery, Replans];

    /// <summary>Numbers as a setting keeps them.</summary>
    public static JsonArray Numbers(IEnumerable<int> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    /// <summary>The epochs of a training without a time budget.</summary>
    /// <exception cref="UsageException">They are no pairs that rise, or leave nothing.</exception>
    public EpochPlan Plan(ParseResult parsed, int epochs)
    {
        var replans = parsed.GetRequiredValue(Replans);
        for (var i = 0; i < replans.Length; i += 2)
        {
            if (i + 1 == replans.Length || replans[i] < (i == 0 ? 1 : replans[i - 2] + 1) || replans[i + 1] <= replans[i] || replans[i + 1] > epochs)
                throw new UsageException("--replans are pairs of an epoch and a later last epoch: take them from a run's config.json.");
        }
        return new EpochPlan(epochs, replans);
    }

    /// <summary>Opens what a command line names.</summary>
    /// <param name="parsed">The command line, with the layers below it.</param>
    /// <param name="context">Where download progress goes.</param>
    /// <param name="json">Whether a machine reads the output.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="UsageException">Options contradict each other.</exception>
    /// <exception cref="DatasetException">The data set cannot be read.</exception>
    public TrainingSetup Open(ParseResult parsed, CommandContext context, bool json, CancellationToken cancellation)
    {
        var transfer = Transfer.Settings(parsed);
        var pretrained = transfer.Weights is { } weights ? new PretrainedModel(weights) : null;
        var isNamed = Model.IsGiven(parsed);
        var name = (isNamed ? null : pretrained?.Description?.Model) ?? Model.Resolve(parsed);
        var optimizer = Training.Settings(parsed);
        var recipe = Recipe.Settings(parsed, parsed.GetValue(Training.Epochs));
        optimizer = Training.Scaled(parsed, optimizer, parsed.GetValue(Training.BatchSize) * recipe.Accumulate);
        var source = Source(parsed, context, pretrained?.Description, json, cancellation);
        var (trainSet, testSet) = (source.OpenTrain(parsed.GetValue(Data.TrainSize)), source.OpenTest(parsed.GetValue(Data.TestSize)));
        var validationSet = testSet;
        if (recipe.HoldOut > 0) (trainSet, validationSet) = HoldOut.Split(trainSet, recipe.HoldOut);
        if (validationSet.Count == 0) throw new UsageException("--hold-out leaves no picture to validate on: give a larger share.");
        return new TrainingSetup(name, source, trainSet, validationSet, testSet, optimizer, recipe)
        {
            Pretrained = pretrained,
            Transfer = transfer,
            BatchSize = parsed.GetValue(Training.BatchSize),
            Epochs = parsed.GetValue(Training.Epochs),
        };
    }

    /// <summary>The training pictures in batches, as the recipe changes and mixes them.</summary>
    public DataLoader LoadTrain(ParseResult parsed, CommandContext context, TrainingSetup setup, ulong seed, BatchShare? share = null) => Data.Load(
        parsed, context, setup.TrainSet, setup.BatchSize, shuffle: true, setup.Recipe.Around(setup.Source.TrainTransform(), setup.Source.ImageSize), seed, setup.Recipe.Mixing, share);

    /// <summary>Pictures to measure on, in batches.</summary>
    public DataLoader LoadTest(ParseResult parsed, CommandContext context, TrainingSetup setup, Dataset pictures, ulong seed, BatchShare? share = null) =>
        Data.Load(parsed, context, pictures, setup.BatchSize, shuffle: false, Preprocessing.Of(setup.Description).Transform(), seed, share: share);

    /// <summary>The pictures, brought to what the weights to start from were trained on.</summary>
    DataSource Source(ParseResult parsed, CommandContext context, ModelDescription? pretrained, bool json, CancellationToken cancellation)
    {
        var preprocessing = pretrained is null ? Preprocessing.ImageNet : Preprocessing.Of(pretrained);
        if (parsed.GetValue(ImageSize) is not { } size) return Data.Resolve(parsed, context, json, () => DataSource.Cifar10Place, cancellation, preprocessing);
        var source = Data.Resolve(parsed, context, json, () => DataSource.Cifar10Place, cancellation, preprocessing.WithImageSize(size));
        return source is ImageFolderSource ? source : throw new UsageException(
            $"--image-size is for folders of pictures; those of {source.Name} are {source.ImageSize}x{source.ImageSize}: leave it out.");
    }
}
