using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

/// <summary>What happens between a backward pass and the change of the weights: accumulation, clipping, schedules.</summary>
public sealed class TrainerUpdateTests
{
    [Fact]
    public void Two_halves_of_a_batch_are_one_batch()
    {
        // Without batch normalisation, which looks at one half at a time.
        Linear whole = new(6, 4, seed: 1), halves = new(6, 4, seed: 1);
        Tensor inputs = RandomTensor.Uniform([4, 6], 3);
        float[] values = inputs.ToArray();
        new Trainer(whole, new Sgd(whole.Parameters(), 0.5)).Step(inputs, [0, 1, 2, 3]);
        var trainer = new Trainer(halves, new Sgd(halves.Parameters(), 0.5)) { AccumulationSteps = 2 };
        float[] before = halves.Parameters()[0].Value.ToArray();
        trainer.Step(Tensor.FromArray(values.AsSpan(0, 12), [2, 6]), [0, 1]);
        Assert.Equal(before, halves.Parameters()[0].Value.ToArray());
        trainer.Step(Tensor.FromArray(values.AsSpan(12), [2, 6]), [2, 3]);

        Assert.All(whole.Parameters().Zip(halves.Parameters()), pair => Assert.All(
            pair.First.Value.ToArray().Zip(pair.Second.Value.ToArray()), values => Assert.Equal(values.First, values.Second, 1e-6)));
    }

    [Fact]
    public void The_last_batches_of_an_epoch_count_even_if_they_are_few()
    {
        using var small = new SmallTraining(pictures: 80, batchSize: 16);
        new Trainer(small.Model, small.Optimizer) { AccumulationSteps = 3 }.Fit(small.Train, null, epochs: 2);
        Assert.Equal(4, small.Optimizer.StepCount);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1000)]
    public void Gradients_are_clipped_by_their_common_norm(double maxNorm)
    {
        ResNeXtSharp.Models.ResNet model = SmallTraining.SmallResNeXt();
        var optimizer = new Sgd(new ParameterGroup(model.Parameters()).WithoutDecayOfVectors(), 0.1);
        new CrossEntropyLoss().Forward(model.Forward(RandomTensor.Uniform([4, 3, 32, 32], 1)), [0, 1, 2, 3]).Backward();
        double norm = Norm(model);

        Assert.Equal(norm, optimizer.ClipGradients(maxNorm), 1e-5 * norm);
        Assert.Equal(Math.Min(norm, maxNorm), Norm(model), 1e-4 * norm);
    }

    [Fact]
    public void A_trainer_clips()
    {
        Linear model = new(6, 4, seed: 1);
        float[] before = model.Parameters()[0].Value.ToArray();
        new Trainer(model, new Sgd(model.Parameters(), 1)) { MaxGradientNorm = 1e-3 }.Step(RandomTensor.Uniform([2, 6], 3), [0, 1]);
        double moved = Math.Sqrt(before.Zip(model.Parameters()[0].Value.ToArray(), (a, b) => Math.Pow(a - b, 2)).Sum());
        Assert.InRange(moved, 1e-6, 1.001e-3);
    }

    [Fact]
    public void Each_step_has_the_learning_rate_of_its_schedule()
    {
        using SmallTraining scheduled = new(pictures: 48), byHand = new(pictures: 48);
        var schedule = new CosineSchedule(0.01, 6);
        IReadOnlyList<EpochResult> results = new Trainer(scheduled.Model, scheduled.Optimizer) { Schedule = schedule }.Fit(scheduled.Train, null, epochs: 2);
        for (int step = 0; step < 6;)
        {
            foreach (Batch batch in byHand.Train)
            {
                byHand.Optimizer.LearningRate = schedule.At(step++);
                byHand.Trainer.Step(batch.Inputs, batch.Labels);
            }
        }
        Assert.Equal(SmallTraining.Fingerprint(byHand.Model), SmallTraining.Fingerprint(scheduled.Model));
        Assert.Equal([schedule.At(0), schedule.At(3)], results.Select(result => result.LearningRate));
    }

    [Fact]
    public void A_plateau_hears_of_every_epoch()
    {
        using var small = new SmallTraining(pictures: 32);
        var schedule = new PlateauSchedule(1e-3, patience: 0, threshold: 1);
        IReadOnlyList<EpochResult> results = new Trainer(small.Model, small.Optimizer) { Schedule = schedule }.Fit(small.Train, small.Validation, epochs: 3);
        Assert.Equal([1e-3, 1e-4, 1e-5], results.Select(result => Math.Round(result.LearningRate, 9)));
    }

    static double Norm(Module model) => Math.Sqrt(model.Parameters().SelectMany(parameter => parameter.Value.Grad.ToArray()).Sum(value => (double)value * value));
}
