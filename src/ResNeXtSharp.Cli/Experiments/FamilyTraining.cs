using System.Diagnostics;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>Trains and measures the networks of the family, all in the same way.</summary>
/// <param name="source">Where the pictures come from.</param>
/// <param name="load">Goes through pictures in batches: shuffled or not, by a transform, with a seed.</param>
sealed class FamilyTraining(DataSource source, Func<Dataset, bool, ITransform, ulong, DataLoader> load)
{
    // For a measurement, as many as make its rounding small.
    const int MeasuredBatches = 4;
    const int UnendingEpochs = 1_000;

    /// <summary>Trains a network from scratch and tests it after the last epoch: no picture of the test has a say in anything.</summary>
    public TrainingOutcome Run(FamilyMember member, ulong seed, Dataset trainSet, Dataset testSet, int epochs, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var train = LoadTrain(trainSet, seed);
        using var test = LoadTest(testSet);
        var (model, trainer) = Create(member, seed, train, epochs);
        var last = trainer.Fit(train, validation: null, epochs, progress, cancellation: cancellation)[^1];
        var measured = Evaluation.Run(model, test, cancellation: cancellation);
        return new TrainingOutcome(member.Cardinality, seed, measured.Accuracy, measured.Loss, last.TrainLoss, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Measures what a network takes on this machine.</summary>
    public PictureCost Measure(FamilyMember member, Dataset trainSet, Dataset testSet, TimeSpan round, CancellationToken cancellation)
    {
        using var train = LoadTrain(trainSet, seed: 0);
        using var test = LoadTest(new Subset(testSet, Math.Min(testSet.Count, MeasuredBatches * ExperimentPlan.BatchSize)));
        var (model, trainer) = Create(member, seed: 0, train, UnendingEpochs);
        var (step, picture) = EpochMeasurement.Measure(model, trainer, train, test, round, cancellation);
        return new PictureCost(step / Math.Min(ExperimentPlan.BatchSize, trainSet.Count), picture);
    }

    (ResNet Model, Trainer Trainer) Create(FamilyMember member, ulong seed, DataLoader train, int epochs)
    {
        var model = new ResNet(member.Geometry, source.ClassNames.Count, seed);
        var optimizer = ExperimentPlan.Optimizer.Create(ExperimentPlan.Recipe.Groups([new ParameterGroup(model.Parameters())]));
        return (model, ExperimentPlan.Recipe.CreateTrainer(model, optimizer, train.BatchCount, epochs));
    }

    DataLoader LoadTrain(Dataset pictures, ulong seed) => load(pictures, true, ExperimentPlan.Recipe.Around(source.TrainTransform(), source.ImageSize), seed);

    DataLoader LoadTest(Dataset pictures) => load(pictures, false, new Preprocessing(source.ResizeSize, source.ImageSize, source.Mean, source.Std).Transform(), 0);
}
