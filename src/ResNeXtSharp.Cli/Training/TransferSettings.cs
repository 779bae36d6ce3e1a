using ResNeXtSharp.Models;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>What a training starts from, and which part of it moves how fast.</summary>
/// <param name="Weights">The file to start from, or null for random weights.</param>
/// <param name="Freeze">Whether only the classifier is trained.</param>
/// <param name="BackboneLrScale">What the learning rate is multiplied by before the classifier.</param>
/// <param name="StageLrDecay">What it is multiplied by again for each stage farther from the classifier.</param>
sealed record TransferSettings(string? Weights, bool Freeze, double BackboneLrScale, double StageLrDecay)
{
    /// <summary>Freezes what shall be frozen, and groups what is left by its learning rate.</summary>
    public IReadOnlyList<ParameterGroup> Apply(ResNet model)
    {
        if (Freeze) model.FreezeBackbone();
        // From the classifier to the stem.
        return
        [
            .. from part in model.ParametersByDepth().Reverse().Index()
               where part.Item.Count > 0
               group part.Item by ScaleAt(part.Index) into sameRate
               select new ParameterGroup([.. sameRate.SelectMany(parameters => parameters)], sameRate.Key),
        ];
    }

    double ScaleAt(int partsFromClassifier) => partsFromClassifier == 0 ? 1 : BackboneLrScale * Math.Pow(StageLrDecay, partsFromClassifier - 1);
}
