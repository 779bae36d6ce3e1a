using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>Stochastic gradient descent with momentum and Nesterov's look-ahead, with torch.optim.SGD's arithmetic.</summary>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;
    private readonly double _weightDecay;

    /// <summary>An optimizer of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="learningRate">lr</param>
    /// <param name="momentum">Share of the last step's direction that is kept; 0 for none.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum.</param>
    /// <param name="weightDecay">L2 penalty.</param>
    /// <exception cref="ArgumentException">Nesterov's look-ahead without momentum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
    public Sgd(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : this([new ParameterGroup([.. parameters])], learningRate, momentum, nesterov, weightDecay)
    {
    }

    /// <summary>An optimizer of groups of parameters, each with a learning rate of its own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="learningRate">lr of a group whose scale is 1.</param>
    /// <param name="momentum">Share of the last step's direction that is kept; 0 for none.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum.</param>
    /// <param name="weightDecay">L2 penalty.</param>
    /// <exception cref="ArgumentException">Nesterov's look-ahead without momentum, a parameter twice, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
    public Sgd(IEnumerable<ParameterGroup> groups, double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(groups, learningRate)
    {
        _momentum = NotNegative(momentum, nameof(momentum));
        _weightDecay = NotNegative(weightDecay, nameof(weightDecay));
        _nesterov = nesterov;
        if (nesterov && momentum == 0)
            throw new ArgumentException("Nesterov's look-ahead needs a momentum.", nameof(nesterov));
        if (momentum > 0)
            AddState(slices => slices.First);
    }

    private protected override void Update(ParameterSlices slices, double learningRate, double weightDecayScale) =>
        NextStep(learningRate, weightDecayScale).Apply(slices);

    private protected override void Prepare(ParameterSlices slices, double learningRate, double weightDecayScale) =>
        NextStep(learningRate, weightDecayScale).Prepare(slices);

    SgdStep NextStep(double learningRate, double weightDecayScale) =>
        new(learningRate, _momentum, _nesterov, _weightDecay * weightDecayScale, first: StepCount == 1);
}
