using System.CommandLine;
using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>How the learning rate goes, and what is done to pictures, labels, gradients and weights besides.</summary>
sealed class RecipeOptions
{
    public RecipeOptions() => Schedule.AcceptOnlyFromAmong([.. RecipeSettings.Schedules]);

    public Option<string> Schedule { get; } = new("--schedule")
    {
        Description = "How the learning rate goes: constant, step (x factor every --step-epochs), multi-step (x factor at --milestones), cosine, one-cycle, plateau",
        DefaultValueFactory = _ => "constant",
    };

    public Option<int> WarmUpEpochs { get; } = new Option<int>("--warmup-epochs")
    {
        Description = "Epochs in which the learning rate rises to where the schedule begins",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.AtLeast(0);

    public Option<int> StepEpochs { get; } = new Option<int>("--step-epochs")
    {
        Description = "Epochs between two changes of the step schedule, and the patience of plateau",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.AtLeast(1);

    public Option<int[]> Milestones { get; } = new("--milestones")
    {
        Description = "Epochs after which the multi-step schedule changes the learning rate",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public Option<double> Factor { get; } = new Option<double>("--lr-factor")
    {
        Description = "What step, multi-step and plateau multiply the learning rate by",
        HelpName = "FACTOR",
        DefaultValueFactory = _ => 0.1,
    }.Positive().AtMost(1.0);

    public Option<bool> SpareVectors { get; } = new("--spare-vectors") { Description = "No weight decay for biases and for scales and shifts of normalisation" };

    public Option<double> LabelSmoothing { get; } = Share("--label-smoothing", "The share of the target that all classes get alike");

    public Option<double> MixUp { get; } = Strength("--mixup", "Blend pictures with one another, with shares from a beta distribution of this parameter");

    public Option<double> CutMix { get; } = Strength("--cutmix", "Paste parts of pictures into one another; with --mixup each batch gets one of both");

    public Option<double> RandomErasing { get; } = Share("--random-erasing", "The share of training pictures that lose a rectangle");

    public Option<int> CropPadding { get; } = new Option<int>("--crop-padding")
    {
        Description = "Move training pictures by up to so many pixels; the border is of the mean colour",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.AtLeast(0);

    public Option<bool> Flip { get; } = new("--flip") { Description = "Swap left and right of half the training pictures" };

    public Option<bool> TrivialAugment { get; } = new("--trivial-augment") { Description = "Shear, turn, recolour or otherwise change each training picture in one way of fourteen" };

    public Option<double> AverageDecay { get; } = Share("--ema", "Validate and save an exponential moving average of the weights that keeps this share each step, such as 0.999");

    public Option<double> ClipNorm { get; } = Strength("--clip-norm", "The largest norm of a step's gradients; 0 for any");

    public Option<int> Accumulate { get; } = new Option<int>("--accumulate")
    {
        Description = "Batches whose gradients make one step together",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.AtLeast(1);

    public Option<int> Patience { get; } = new Option<int>("--patience")
    {
        Description = "Stop after so many epochs without a better validation accuracy; 0 for never",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.AtLeast(0);

    public Option<double> HoldOut { get; } = Share(
        "--hold-out", "The share of the training pictures to validate on; the test pictures are then used once, at the end. 0 validates on the test pictures");

    public IEnumerable<Option> All =>
    [
        Schedule, WarmUpEpochs, StepEpochs, Milestones, Factor, SpareVectors, LabelSmoothing, MixUp, CutMix, RandomErasing, CropPadding, Flip, TrivialAugment,
        AverageDecay, ClipNorm, Accumulate, Patience, HoldOut,
    ];

    /// <summary>The settings of a command line.</summary>
    /// <exception cref="UsageException">The warm-up leaves nothing of the training, or a share leaves nothing.</exception>
    public RecipeSettings Settings(ParseResult parsed, int epochs)
    {
        var warmUp = parsed.GetValue(WarmUpEpochs);
        if (warmUp > 0 && warmUp >= epochs) throw new UsageException($"--warmup-epochs {warmUp} leaves nothing of {epochs} epochs: give fewer, or more --epochs.");
        if (parsed.GetValue(AverageDecay) >= 1 || parsed.GetValue(HoldOut) >= 1) throw new UsageException("--ema and --hold-out must be less than 1.");
        return new RecipeSettings(
            parsed.GetRequiredValue(Schedule), warmUp, parsed.GetValue(StepEpochs), parsed.GetRequiredValue(Milestones), parsed.GetValue(Factor))
        {
            SpareVectors = parsed.GetValue(SpareVectors),
            LabelSmoothing = parsed.GetValue(LabelSmoothing),
            MixUp = parsed.GetValue(MixUp),
            CutMix = parsed.GetValue(CutMix),
            RandomErasing = parsed.GetValue(RandomErasing),
            CropPadding = parsed.GetValue(CropPadding),
            Flip = parsed.GetValue(Flip),
            TrivialAugment = parsed.GetValue(TrivialAugment),
            AverageDecay = parsed.GetValue(AverageDecay),
            ClipNorm = parsed.GetValue(ClipNorm),
            Accumulate = parsed.GetValue(Accumulate),
            Patience = parsed.GetValue(Patience),
            HoldOut = parsed.GetValue(HoldOut),
        };
    }

    static Option<double> Share(string name, string description) => Strength(name, description).AtMost(1.0);

    static Option<double> Strength(string name, string description) => new Option<double>(name)
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 0,
    }.NotNegative();
}
