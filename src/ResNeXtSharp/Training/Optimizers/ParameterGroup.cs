using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>Parameters that are trained with a learning rate of their own, as torch.optim's parameter groups: a pretrained backbone moves slower than its new head.</summary>
/// <param name="Parameters">What to train.</param>
/// <param name="LearningRateScale">What the optimizer's learning rate is multiplied by for these parameters.</param>
public sealed record ParameterGroup(IReadOnlyList<Parameter> Parameters, double LearningRateScale = 1);
