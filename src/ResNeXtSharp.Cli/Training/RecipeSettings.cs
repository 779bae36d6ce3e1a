using ResNeXtSharp.Data;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>How the learning rate goes, and what is done to pictures, labels, gradients and weights besides. Zero and false mean not at all.</summary>
/// <param name="Schedule">One of <see cref="Schedules"/>.</param>
/// <param name="WarmUpEpochs">Epochs before the schedule.</param>
/// <param name="StepEpochs">Epochs between two steps, or the patience.</param>
/// <param name="Milestones">Epochs after which multi-step changes the learning rate, counted from the beginning of the training.</param>
/// <param name="Factor">What it is multiplied by then.</param>
sealed record RecipeSettings(string Schedule, int WarmUpEpochs, int StepEpochs, IReadOnlyList<int> Milestones, double Factor)
{
    /// <summary>The seed's: a constant learning rate, pictures as they are.</summary>
    public static RecipeSettings Plain { get; } = new("constant", 0, 10, [], 0.1);

    /// <summary>The names of the schedules.</summary>
    public static IReadOnlyList<string> Schedules { get; } = ["constant", "step", "multi-step", "cosine", "one-cycle", "plateau"];

    public bool SpareVectors { get; init; }

    public double LabelSmoothing { get; init; }

    public double MixUp { get; init; }

    public double CutMix { get; init; }

    public double RandomErasing { get; init; }

    public int CropPadding { get; init; }

    public bool Flip { get; init; }

    public bool TrivialAugment { get; init; }

    public double AverageDecay { get; init; }

    public double ClipNorm { get; init; }

    /// <summary>The largest norm of a step's gradients, or null for any.</summary>
    public double? MaxGradientNorm => ClipNorm > 0 ? ClipNorm : null;

    public int Accumulate { get; init; } = 1;

    public int Patience { get; init; }

    public double HoldOut { get; init; }

    /// <summary>What mixes the pictures of a batch, or null.</summary>
    public IBatchTransform? Mixing => (MixUp, CutMix) switch
    {
        (0, 0) => null,
        (_, 0) => new MixUp(MixUp),
        (0, _) => new CutMix(CutMix),
        _ => new MixChoice(new MixUp(MixUp), new CutMix(CutMix)),
    };

    /// <summary>The groups as this recipe decays them.</summary>
    public IEnumerable<ParameterGroup> Groups(IEnumerable<ParameterGroup> groups) => SpareVectors ? groups.SelectMany(group => group.WithoutDecayOfVectors()) : groups;

    /// <summary>A training transform with this recipe's changes around it: those of bytes before, those of normalised floats, whose zero is the mean colour, behind.</summary>
    public ITransform Around(ITransform usual, int imageSize)
    {
        ITransform?[] all =
        [
            TrivialAugment ? new TrivialAugment() : null,
            usual,
            Flip ? new RandomHorizontalFlip() : null,
            CropPadding > 0 ? new RandomCrop(imageSize, CropPadding) : null,
            RandomErasing > 0 ? new RandomErasing((float)RandomErasing) : null,
        ];
        return new Compose([.. all.OfType<ITransform>()]);
    }

    /// <summary>A trainer that follows this recipe.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimizer, with the highest learning rate of the training.</param>
    /// <param name="batches">Batches of an epoch.</param>
    /// <param name="epochs">Epochs of the training.</param>
    /// <param name="safeguards">What keeps the training from being lost, or null.</param>
    /// <param name="plan">What may end it sooner, or null.</param>
    /// <param name="parallel">The ranks that train together, or null.</param>
    public Trainer CreateTrainer(Module model, Optimizer optimizer, int batches, int epochs, Safeguards? safeguards = null, EpochPlan? plan = null, DataParallel? parallel = null) => new(model, optimizer, new CrossEntropyLoss(LabelSmoothing))
    {
        Parallel = parallel,
        Schedule = CreateSchedule(optimizer.LearningRate, (batches + Accumulate - 1) / Accumulate, epochs, plan),
        AccumulationSteps = Accumulate,
        MaxGradientNorm = MaxGradientNorm,
        Average = AverageDecay > 0 ? new WeightAverage(model, AverageDecay) : null,
        Checkpoints = safeguards?.Checkpoints,
        OnNonFinite = safeguards?.OnNonFinite ?? NonFinitePolicy.Stop,
        NonFinite = safeguards?.Told,
    };

    /// <summary>What ends the training early, or null.</summary>
    public EarlyStopping? CreateStopping() => Patience > 0 ? new EarlyStopping(Patience) : null;

    /// <summary>The recipe for another number of epochs: what is counted in epochs keeps its share of them.</summary>
    public RecipeSettings Scaled(int from, int to)
    {
        int Scale(int epochs) => Math.Clamp((int)Math.Round((double)epochs * to / from), 1, Math.Max(to - 1, 1));
        return this with
        {
            WarmUpEpochs = WarmUpEpochs == 0 || to == 1 ? 0 : Scale(WarmUpEpochs),
            StepEpochs = Scale(StepEpochs),
            Milestones = [.. Milestones.Select(Scale)],
        };
    }

    Schedule? CreateSchedule(double learningRate, long stepsPerEpoch, int epochs, EpochPlan? plan)
    {
        var schedule = CreateSchedule(learningRate, stepsPerEpoch, epochs);
        return plan is null ? schedule : plan.Around(schedule, stepsPerEpoch);
    }

    /// <summary>The schedule over steps, or null if the learning rate never changes.</summary>
    public Schedule? CreateSchedule(double learningRate, long stepsPerEpoch, int epochs)
    {
        var warmUp = WarmUpEpochs * stepsPerEpoch;
        var rest = epochs * stepsPerEpoch - warmUp;
        Schedule? main = Schedule switch
        {
            "step" => new StepSchedule(learningRate, StepEpochs * stepsPerEpoch, Factor),
            "multi-step" => new MultiStepSchedule(learningRate, Milestones.Select(epoch => epoch * stepsPerEpoch - warmUp), Factor),
            "cosine" => new CosineSchedule(learningRate, rest),
            "one-cycle" => new OneCycleSchedule(learningRate, Math.Max(rest, 2)),
            "plateau" => new PlateauSchedule(learningRate, Factor, StepEpochs),
            _ => null,
        };
        return warmUp == 0 ? main : new WarmUpSchedule(main ?? new ConstantSchedule(learningRate), warmUp);
    }
}
