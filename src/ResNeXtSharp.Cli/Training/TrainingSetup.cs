using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Training;

/// <summary>What is trained on what, and how.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Source">Where the pictures come from.</param>
/// <param name="TrainSet">The pictures to train on.</param>
/// <param name="ValidationSet">The pictures to choose by: held out of training, or the test pictures.</param>
/// <param name="TestSet">The test pictures.</param>
/// <param name="Optimizer">What changes the weights.</param>
/// <param name="Recipe">What is done besides.</param>
sealed record TrainingSetup(
    string Model, DataSource Source, Dataset TrainSet, Dataset ValidationSet, Dataset TestSet, OptimizerSettings Optimizer, RecipeSettings Recipe)
{
    /// <summary>The weights to start from, or null to start from random ones.</summary>
    public PretrainedModel? Pretrained { get; init; }

    /// <summary>How those are held.</summary>
    public required TransferSettings Transfer { get; init; }

    /// <summary>Pictures in a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How often to go through the training pictures.</summary>
    public required int Epochs { get; init; }

    /// <summary>What the weights file will say of itself.</summary>
    public ModelDescription Description => Source.Describe(Model);

    /// <summary>The model with its first weights.</summary>
    public ResNet CreateModel(ulong seed) =>
        Pretrained?.Load(Model, TrainSet.ClassNames, seed) ?? ModelCatalog.Create(Model, TrainSet.ClassNames.Count, seed);

    /// <summary>The parameters to train, grouped by learning rate and weight decay; freezes what shall not move.</summary>
    public IReadOnlyList<ParameterGroup> Groups(ResNet model) => [.. Recipe.Groups(Transfer.Apply(model))];
}
