using System.CommandLine;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>How to train.</summary>
sealed class TrainingOptions
{
    const string AdamName = "adam";
    const string AdamWName = "adamw";
    const string SgdName = "sgd";
    const string MuonName = "muon";
    const string NoScaling = "none";
    const string LinearScaling = "linear";
    const string RootScaling = "sqrt";

    public TrainingOptions()
    {
        Optimizer.AcceptOnlyFromAmong(AdamName, AdamWName, SgdName, MuonName);
        Scaling.AcceptOnlyFromAmong(NoScaling, LinearScaling, RootScaling);
    }

    public Option<string> Optimizer { get; } = new("--optimizer") { Description = "What changes the weights", DefaultValueFactory = _ => AdamName };

    public Option<double> LearningRate { get; } = new Option<double>("--learning-rate", "--lr")
    {
        Description = "The length of a step",
        HelpName = "RATE",
        DefaultValueFactory = _ => 1e-3,
    }.Positive();

    /// <summary>Goyal et al., "Accurate, Large Minibatch SGD", 2017, and Krizhevsky, "One weird trick", 2014.</summary>
    public Option<string> Scaling { get; } = new("--lr-scaling")
    {
        Description = "How the learning rate grows with the pictures of an update: none, linear (for sgd), sqrt (for adam)",
        DefaultValueFactory = _ => NoScaling,
    };

    public Option<int> BaseBatch { get; } = new Option<int>("--base-batch")
    {
        Description = "Pictures of an update that --learning-rate is meant for, where it is scaled",
        HelpName = "N",
        DefaultValueFactory = _ => 256,
    }.AtLeast(1);

    public Option<double> Momentum { get; } = new Option<double>("--momentum")
    {
        Description = "Share of the last direction that sgd and muon keep",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.9,
    }.NotNegative();

    public Option<bool> Nesterov { get; } = new("--nesterov") { Description = "Let sgd look ahead along its momentum" };

    public Option<double> WeightDecay { get; } = new Option<double>("--weight-decay")
    {
        Description = "Pull of the weights towards zero",
        HelpName = "STRENGTH",
        DefaultValueFactory = _ => 0,
    }.NotNegative();

    public Option<int> BatchSize { get; } = new Option<int>("--batch-size", "-b")
    {
        Description = "Pictures in a step",
        HelpName = "N",
        DefaultValueFactory = _ => 32,
    }.AtLeast(1);

    public Option<int> Epochs { get; } = new Option<int>("--epochs", "-e")
    {
        Description = "How often to go through the training pictures",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    }.AtLeast(1);

    public Option<ulong> Seed { get; } = CreateSeed();

    /// <summary>Whether an optimizer has a momentum to choose.</summary>
    public static bool HasMomentum(string? optimizer) => optimizer is SgdName or MuonName;

    /// <summary>Whether an optimizer may look ahead or not.</summary>
    public static bool HasNesterov(string? optimizer) => optimizer == SgdName;

    public IEnumerable<Option> All => [Optimizer, LearningRate, Scaling, BaseBatch, Momentum, Nesterov, WeightDecay, BatchSize, Epochs, Seed];

    /// <summary>The option that fixes all random numbers.</summary>
    public static Option<ulong> CreateSeed() => new("--seed")
    {
        Description = "Decides every random number: the same seed gives the same result",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>The settings with the learning rate for a number of pictures in an update.</summary>
    public OptimizerSettings Scaled(ParseResult parsed, OptimizerSettings optimizer, int pictures)
    {
        var ratio = (double)pictures / parsed.GetValue(BaseBatch);
        return parsed.GetValue(Scaling) switch
        {
            LinearScaling => optimizer with { LearningRate = optimizer.LearningRate * ratio },
            RootScaling => optimizer with { LearningRate = optimizer.LearningRate * Math.Sqrt(ratio) },
            _ => optimizer,
        };
    }

    /// <summary>The optimizer settings of a command line.</summary>
    /// <exception cref="UsageException">An option of one optimizer was given to another, or a momentum that it cannot have.</exception>
    public OptimizerSettings Settings(ParseResult parsed)
    {
        var optimizer = parsed.GetRequiredValue(Optimizer);
        if (!HasNesterov(optimizer) && parsed.GetValue(Nesterov)) throw new UsageException("--nesterov belongs to sgd (muon always looks ahead): add --optimizer sgd, or leave it out.");
        if (!HasMomentum(optimizer) && parsed.GetResult(Momentum) is { Implicit: false })
            throw new UsageException("--momentum belongs to sgd and muon: add --optimizer sgd, or leave it out.");
        var momentum = parsed.GetValue(Momentum);
        if (optimizer == MuonName && momentum is not (> 0 and < 1)) throw new UsageException($"Muon's momentum lies between 0 and 1, and is {momentum}: leave --momentum out for 0.9.");
        if (momentum == 0 && parsed.GetValue(Nesterov)) throw new UsageException("--nesterov needs a momentum: give --momentum 0.9, or leave --nesterov out.");
        return new OptimizerSettings(
            optimizer,
            parsed.GetValue(LearningRate),
            HasMomentum(optimizer) ? momentum : null,
            HasNesterov(optimizer) ? parsed.GetValue(Nesterov) : null,
            parsed.GetValue(WeightDecay));
    }
}
