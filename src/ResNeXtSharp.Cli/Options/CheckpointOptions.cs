using System.CommandLine;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>What is saved when, and what to do when something goes wrong. None of it changes what a run that goes well comes to.</summary>
sealed class CheckpointOptions
{
    public CheckpointOptions() => OnNan.AcceptOnlyFromAmong([.. Enum.GetNames<NonFinitePolicy>().Select(name => name.ToLowerInvariant())]);

    public Option<string?> Resume { get; } = new("--resume")
    {
        Description = "Go on with a run that was stopped or killed, to the bits of one that was not; with the settings it was started with",
        HelpName = "RUN",
    };

    public Option<int> SaveEvery { get; } = new Option<int>("--save-every")
    {
        Description = "Save a checkpoint after every N batches too, beside each epoch; 0 for never",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.AtLeast(0);

    public Option<int> KeepBest { get; } = new Option<int>("--keep-best")
    {
        Description = "Keep the weights of the N best epochs, each in a file of its own, beside best.safetensors",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.AtLeast(0);

    public Option<string> OnNan { get; } = new("--on-nan")
    {
        Description = "When loss, gradient or weights are not finite: stop, skip the batch, or go back to the last checkpoint and on behind the batch",
        DefaultValueFactory = _ => nameof(NonFinitePolicy.Stop).ToLowerInvariant(),
    };

    /// <summary>The settings of a run; <see cref="Resume"/> is none.</summary>
    public IEnumerable<Option> Settings => [SaveEvery, KeepBest, OnNan];

    /// <summary>The safeguards of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">Where checkpoints go; of no interest on ranks that do not write.</param>
    /// <param name="warnings">Is told what was mended.</param>
    /// <param name="ranks">The ranks that train together, or null.</param>
    public Safeguards Safeguards(ParseResult parsed, string folder, WarningReport warnings, RankGroup? ranks = null) => new(
        new TrainingCheckpoints(folder) { SaveEvery = parsed.GetValue(SaveEvery), Damaged = warnings, Ranks = ranks },
        Enum.Parse<NonFinitePolicy>(parsed.GetRequiredValue(OnNan), ignoreCase: true),
        warnings);
}
