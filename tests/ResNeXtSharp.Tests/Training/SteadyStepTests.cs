using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

/// <summary>What depends on the engine's threads and memory as a whole.</summary>
[Collection(nameof(EngineSettings))]
public sealed class SteadyStepTests
{
    private static readonly int[] Labels = [0, 1, 2, 3];

    [Theory]
    [InlineData(1, "resnext14_8x4d")]
    [InlineData(2, "resnext14_8x4d")]
    [InlineData(2, "seresnext14_8x4d")]
    [InlineData(2, "resnext14d_8x4d")]
    [InlineData(2, "resnext11_4x8d")]
    public void A_step_that_has_run_before_allocates_nothing(int threads, string model)
    {
        using var settings = EngineSettings.WithThreads(threads);
        using var small = new SmallTraining(model: ModelCatalog.Create(model, classes: 10));
        Assert.Equal(0, AllocatedBySteps(small.Trainer, first: 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Schedules_clipping_accumulation_and_averages_allocate_nothing(int threads)
    {
        using var settings = EngineSettings.WithThreads(threads);
        var model = ModelCatalog.Create("resnext14_8x4d", classes: 10);
        var optimizer = new AdamW(new ParameterGroup(model.Parameters()).WithoutDecayOfVectors());
        var trainer = new Trainer(model, optimizer, new CrossEntropyLoss(labelSmoothing: 0.1))
        {
            Schedule = new WarmUpSchedule(new OneCycleSchedule(1e-3, 100), 4),
            AccumulationSteps = 2,
            MaxGradientNorm = 0.1,
            Average = new WeightAverage(model),
        };
        Assert.Equal(0, AllocatedBySteps(trainer, first: 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Muon_allocates_nothing(int threads)
    {
        using var settings = EngineSettings.WithThreads(threads);
        var model = ModelCatalog.Create("resnext14_8x4d", classes: 10);
        var trainer = new Trainer(model, new Muon(new ParameterGroup(model.Parameters()).WithoutDecayOfVectors(), weightDecay: 0.01));
        Assert.Equal(0, AllocatedBySteps(trainer, first: 3));
    }

    [Fact]
    public void One_seed_gives_the_same_bits_for_any_number_of_threads_and_every_time()
    {
        string[] fingerprints = [.. new[] { 1, 2, 3, 2 }.Select(Train)];
        Assert.Single(fingerprints.Distinct());
    }

    [Fact]
    public void A_search_for_the_learning_rate_gives_the_same_bits_for_any_number_of_threads()
    {
        string[] found = [.. new[] { 1, 2, 3 }.Select(Search)];
        Assert.Single(found.Distinct());

        static string Search(int threads)
        {
            using var settings = EngineSettings.WithThreads(threads);
            using var small = new SmallTraining(pictures: 24, batchSize: 8, model: SmallTraining.SmallResNeXt());
            var finder = new LearningRateFinder(small.Model, small.Optimizer) { Lowest = 1e-4, Highest = 1, Steps = 8 };
            return string.Join(' ', finder.Find(small.Train).Points.Select(point => $"{point.LearningRate:R} {point.Loss:R} {point.SmoothedLoss:R}"));
        }
    }

    [Fact]
    public void Another_seed_gives_other_bits()
    {
        using SmallTraining first = new(pictures: 16, seed: 0), second = new(pictures: 16, seed: 1);
        first.Trainer.Fit(first.Train, null, epochs: 1);
        second.Trainer.Fit(second.Train, null, epochs: 1);
        Assert.NotEqual(SmallTraining.Fingerprint(first.Model), SmallTraining.Fingerprint(second.Model));
    }

    // Of ten steps, after some that may still allocate what later ones use again.
    static long AllocatedBySteps(Trainer trainer, int first)
    {
        Tensor inputs = RandomTensor.Uniform([4, 3, 32, 32], 1);
        for (int i = 0; i < first; i++)
            trainer.Step(inputs, Labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            trainer.Step(inputs, Labels);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static string Train(int threads)
    {
        using var settings = EngineSettings.WithThreads(threads);
        using var small = new SmallTraining(pictures: 72, batchSize: 16, model: SmallTraining.SmallResNeXt());
        EpochResult result = small.Trainer.Fit(small.Train, small.Validation, epochs: 2)[1];
        return $"{SmallTraining.Fingerprint(small.Model)} {result.TrainLoss:R} {result.ValidationLoss:R} {result.ValidationAccuracy:R}";
    }
}
