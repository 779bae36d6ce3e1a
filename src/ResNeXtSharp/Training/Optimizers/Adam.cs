using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>Adam (Kingma and Ba 2015) with torch.optim.Adam's arithmetic.</summary>
public class Adam : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;
    private readonly bool _decoupled;

    /// <summary>An optimizer of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="learningRate">lr</param>
    /// <param name="beta1">Decay of the gradient's moving average, in [0, 1).</param>
    /// <param name="beta2">Decay of the squared gradient's moving average, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">L2 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public Adam(IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this([new ParameterGroup([.. parameters])], learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>An optimizer of groups of parameters, each with a learning rate of its own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="learningRate">lr of a group whose scale is 1.</param>
    /// <param name="beta1">Decay of the gradient's moving average, in [0, 1).</param>
    /// <param name="beta2">Decay of the squared gradient's moving average, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">L2 penalty.</param>
    /// <exception cref="ArgumentException">A parameter is there twice, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public Adam(IEnumerable<ParameterGroup> groups, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this(groups, learningRate, beta1, beta2, epsilon, weightDecay, decoupled: false)
    {
    }

    private protected Adam(IEnumerable<ParameterGroup> groups, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
        : base(groups, learningRate)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(beta1), $"Adam's betas lie in [0, 1), not ({beta1}, {beta2}).");
        (_beta1, _beta2) = (beta1, beta2);
        _epsilon = NotNegative(epsilon, nameof(epsilon));
        _weightDecay = NotNegative(weightDecay, nameof(weightDecay));
        _decoupled = decoupled;
        AddState(slices => slices.First);
        AddState(slices => slices.Second);
    }

    private protected override void Update(ParameterSlices slices, double learningRate, double weightDecayScale) =>
        NextStep(learningRate, weightDecayScale).Apply(slices);

    private protected override void Prepare(ParameterSlices slices, double learningRate, double weightDecayScale) =>
        NextStep(learningRate, weightDecayScale).Prepare(slices);

    AdamStep NextStep(double learningRate, double weightDecayScale) =>
        new(learningRate, _beta1, _beta2, _epsilon, _weightDecay * weightDecayScale, StepCount, _decoupled);
}
