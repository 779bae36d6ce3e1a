using System.CommandLine;
using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>What a training starts from, and which part of it moves how fast.</summary>
sealed class TransferOptions
{
    public Option<string?> Weights { get; } = new("--weights", "-w")
    {
        Description = "Start from the weights of a file instead of from scratch; for other classes than the file's, the classifier starts anew",
        HelpName = "FILE",
    };

    public Option<bool> Freeze { get; } = new("--freeze")
    {
        Description = "Train the classifier only; what lies before it stays as the file has it, running statistics included",
    };

    public Option<double> BackboneLrScale { get; } = new Option<double>("--backbone-lr-scale")
    {
        Description = "What the learning rate is multiplied by for everything before the classifier",
        HelpName = "FACTOR",
        DefaultValueFactory = _ => 1,
    }.Positive();

    public Option<double> StageLrDecay { get; } = new Option<double>("--stage-lr-decay")
    {
        Description = "What the learning rate is multiplied by again for each stage farther from the classifier, down to the stem",
        HelpName = "FACTOR",
        DefaultValueFactory = _ => 1,
    }.Positive();

    public IEnumerable<Option> All => [Weights, Freeze, BackboneLrScale, StageLrDecay];

    /// <summary>The settings of a command line.</summary>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    public TransferSettings Settings(ParseResult parsed)
    {
        var settings = new TransferSettings(
            parsed.GetValue(Weights), parsed.GetValue(Freeze), parsed.GetValue(BackboneLrScale), parsed.GetValue(StageLrDecay));
        if (settings.Freeze && settings.Weights is null)
            throw new UsageException("--freeze would hold random weights: name the file to start from with --weights, or leave --freeze out.");
        if (settings.Freeze && settings is not { BackboneLrScale: 1, StageLrDecay: 1 })
            throw new UsageException("--freeze leaves nothing to train before the classifier: leave out --freeze, or --backbone-lr-scale and --stage-lr-decay.");
        return settings;
    }
}
