using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>Adam whose weight decay shrinks the weights themselves instead of joining their gradient (Loshchilov and Hutter 2019), with torch.optim.AdamW's arithmetic.</summary>
public sealed class AdamW : Adam
{
    /// <summary>An optimizer of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="learningRate">lr</param>
    /// <param name="beta1">Decay of the gradient's moving average, in [0, 1).</param>
    /// <param name="beta2">Decay of the squared gradient's moving average, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">Each step takes lr times this off a weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public AdamW(IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        : this([new ParameterGroup([.. parameters])], learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>An optimizer of groups of parameters, each with a learning rate and a weight decay of its own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="learningRate">lr of a group whose scale is 1.</param>
    /// <param name="beta1">Decay of the gradient's moving average, in [0, 1).</param>
    /// <param name="beta2">Decay of the squared gradient's moving average, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">Each step takes lr times this off a weight.</param>
    /// <exception cref="ArgumentException">A parameter is there twice, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public AdamW(IEnumerable<ParameterGroup> groups, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        : base(groups, learningRate, beta1, beta2, epsilon, weightDecay, decoupled: true)
    {
    }
}
