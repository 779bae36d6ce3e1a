using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Training;

/// <summary>A setup in which what nobody asked for is chosen for a time.</summary>
/// <param name="setup">What was asked for.</param>
/// <param name="request">The time, and the epochs that were asked for.</param>
/// <param name="measure">Measures a setup.</param>
sealed class BudgetedSetup(TrainingSetup setup, BudgetRequest request, Func<TrainingSetup, EpochCost> measure)
{
    // What the catalog knows of CIFAR ends here; larger pictures get networks that halve them sooner.
    const int SmallPicture = 64;

    /// <summary>Whether the model was asked for.</summary>
    public required bool HasModel { get; init; }

    /// <summary>Whether the batch size was asked for.</summary>
    public required bool HasBatchSize { get; init; }

    /// <summary>The ResNeXt networks to choose from for pictures of a size, the smallest first.</summary>
    public static IEnumerable<string> Candidates(int imageSize) =>
        from entry in ModelCatalog.Entries
        where entry.Name.StartsWith("resnext", StringComparison.Ordinal) && entry.ImageSize <= SmallPicture == imageSize <= SmallPicture
        let cost = ModelSize.Of(entry.Geometry, entry.Classes, imageSize, imageSize).MultAdds
        orderby cost
        select entry.Name;

    /// <exception cref="UsageException">Nothing fits into the time.</exception>
    public (TrainingSetup Setup, BudgetChoice Choice) Choose()
    {
        var batch = HasBatchSize ? setup.BatchSize : BudgetPlanner.BatchSizeFor(setup.TrainSet.Count);
        var sized = setup with { BatchSize = batch };
        var planner = new BudgetPlanner(request.Time, model => measure(sized with { Model = model }));
        var choice = planner.Choose(HasModel ? [setup.Model] : Candidates(setup.Source.ImageSize), request.Epochs);
        return (sized with { Model = choice.Model, Epochs = choice.Epochs, Recipe = setup.Recipe.Scaled(setup.Epochs, choice.Epochs) }, choice);
    }
}
