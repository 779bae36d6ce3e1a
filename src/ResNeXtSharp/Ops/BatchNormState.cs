using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>What a batch normalisation over c channels works with; every tensor has the shape [c].</summary>
/// <param name="Weight">γ, the scale.</param>
/// <param name="Bias">β, the shift.</param>
/// <param name="RunningMean">Moving average of the batches' means; changed in training.</param>
/// <param name="RunningVariance">Moving average of the batches' unbiased variances; changed in training.</param>
/// <param name="Training">Whether to normalise by the batch or by the running statistics.</param>
/// <param name="Momentum">The batch's share in the moving averages.</param>
/// <param name="Epsilon">Added to the variance.</param>
public readonly record struct BatchNormState(
    Tensor Weight, Tensor Bias, Tensor RunningMean, Tensor RunningVariance, bool Training, double Momentum = 0.1, double Epsilon = 1e-5)
{
    /// <summary>The processes whose pictures make one batch, or null where this one's do.</summary>
    internal IStatisticsExchange? Exchange { get; init; }
}
