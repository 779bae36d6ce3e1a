using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>Which optimizer, and its settings.</summary>
/// <param name="Name"><c>adam</c> or <c>sgd</c>.</param>
/// <param name="LearningRate">The length of a step.</param>
/// <param name="Momentum">Share of the last direction that is kept; null for adam.</param>
/// <param name="Nesterov">Whether to look ahead; null for adam.</param>
/// <param name="WeightDecay">L2 penalty.</param>
sealed record OptimizerSettings(string Name, double LearningRate, double? Momentum = null, bool? Nesterov = null, double WeightDecay = 0)
{
    /// <summary>An optimizer of some parameters.</summary>
    public Optimizer Create(IReadOnlyList<Parameter> parameters) => Create([new ParameterGroup(parameters)]);

    /// <summary>An optimizer of groups of parameters.</summary>
    public Optimizer Create(IEnumerable<ParameterGroup> groups) => Momentum is { } momentum
        ? new Sgd(groups, LearningRate, momentum, Nesterov ?? false, WeightDecay)
        : new Adam(groups, LearningRate, weightDecay: WeightDecay);
}
