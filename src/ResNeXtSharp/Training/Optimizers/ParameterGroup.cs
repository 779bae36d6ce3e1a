using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Training;

/// <summary>Parameters that are trained with a learning rate and a weight decay of their own, as torch.optim's parameter groups: a pretrained backbone moves slower than its new head.</summary>
/// <param name="Parameters">What to train.</param>
/// <param name="LearningRateScale">What the optimizer's learning rate is multiplied by for these parameters.</param>
/// <param name="WeightDecayScale">What the optimizer's weight decay is multiplied by for these parameters.</param>
public sealed record ParameterGroup(IReadOnlyList<Parameter> Parameters, double LearningRateScale = 1, double WeightDecayScale = 1)
{
    /// <summary>
    /// The group in two, of which the second has no weight decay: vectors, that is biases and the scales and shifts of normalisation. Pulling those towards
    /// zero does not make a network simpler (He et al., "Bag of Tricks for Image Classification", 2019). A part without parameters is left out.
    /// </summary>
    public IEnumerable<ParameterGroup> WithoutDecayOfVectors()
    {
        ILookup<bool, Parameter> isVector = Parameters.ToLookup(parameter => parameter.Shape.Rank <= 1);
        if (isVector[false].Any())
            yield return this with { Parameters = [.. isVector[false]] };
        if (isVector[true].Any())
            yield return this with { Parameters = [.. isVector[true]], WeightDecayScale = 0 };
    }
}
