using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which optimizer, and its settings.</summary>
/// <param name="Name"><c>adam</c>, <c>adamw</c>, <c>sgd</c> or <c>muon</c>.</param>
/// <param name="LearningRate">The length of a step.</param>
/// <param name="Momentum">Share of the last direction that is kept; null unless sgd or muon.</param>
/// <param name="Nesterov">Whether to look ahead; null unless sgd.</param>
/// <param name="WeightDecay">L2 penalty, or for adamw and muon the share that a step of length one takes off.</param>
sealed record OptimizerSettings(string Name, double LearningRate, double? Momentum = null, bool? Nesterov = null, double WeightDecay = 0)
{
    /// <summary>An optimizer of some parameters.</summary>
    public Optimizer Create(IReadOnlyList<Parameter> parameters) => Create([new ParameterGroup(parameters)]);

    /// <summary>An optimizer of groups of parameters.</summary>
    public Optimizer Create(IEnumerable<ParameterGroup> groups) => Name switch
    {
        "sgd" => new Sgd(groups, LearningRate, Momentum ?? 0, Nesterov ?? false, WeightDecay),
        "muon" => new Muon(groups, LearningRate, Momentum ?? throw new InvalidOperationException("Muon has a momentum."), WeightDecay),
        "adamw" => new AdamW(groups, LearningRate, weightDecay: WeightDecay),
        _ => new Adam(groups, LearningRate, weightDecay: WeightDecay),
    };
}
