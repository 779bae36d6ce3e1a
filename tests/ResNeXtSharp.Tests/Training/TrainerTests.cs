using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void Training_lowers_the_loss()
    {
        using var small = new SmallTraining(pictures: 320, batchSize: 16, model: SmallTraining.SmallResNeXt());
        IReadOnlyList<EpochResult> results = small.Trainer.Fit(small.Train, validation: null, epochs: 3);
        Assert.True(results[2].TrainLoss < 0.9 * results[0].TrainLoss, string.Join(" ", results));
        Assert.True(results[2].TrainAccuracy > results[0].TrainAccuracy, string.Join(" ", results));
    }

    [Fact]
    public void Results_describe_each_epoch()
    {
        using var small = new SmallTraining(pictures: 40, batchSize: 16);
        var completed = new List<EpochResult>();
        IReadOnlyList<EpochResult> results = small.Trainer.Fit(
            small.Train,
            small.Validation,
            epochs: 2,
            epochCompleted: result =>
            {
                completed.Add(result);
                small.Optimizer.LearningRate /= 2;
            });
        Assert.Equal(completed, results);
        Assert.Equal([1, 2], results.Select(r => r.Epoch));
        Assert.Equal([1e-3, 5e-4], results.Select(r => r.LearningRate));
        Assert.All(results, r => Assert.InRange(r.TrainAccuracy * 40, 0, 40));
        Assert.All(results, r => Assert.Equal(Math.Round(r.TrainAccuracy * 40), r.TrainAccuracy * 40, 1e-9));
        Assert.All(results, r => Assert.True(r.ImagesPerSecond > 0 && r.Duration > TimeSpan.Zero));
        EvaluationResult now = Evaluation.Run(small.Model, small.Validation);
        Assert.Equal((now.Loss, now.Accuracy), (results[1].ValidationLoss, results[1].ValidationAccuracy));
        Assert.Equal(6, small.Optimizer.StepCount);
        Assert.True(small.Model.IsTraining);
    }

    [Fact]
    public void A_second_call_goes_on_with_the_next_epoch()
    {
        using SmallTraining twice = new(), once = new();
        twice.Trainer.Fit(twice.Train, null, epochs: 1);
        EpochResult second = twice.Trainer.Fit(twice.Train, null, epochs: 1)[0];
        EpochResult expected = once.Trainer.Fit(once.Train, null, epochs: 2)[1];
        Assert.Equal((expected.Epoch, expected.TrainLoss, expected.TrainAccuracy), (second.Epoch, second.TrainLoss, second.TrainAccuracy));
        Assert.Equal(SmallTraining.Fingerprint(once.Model), SmallTraining.Fingerprint(twice.Model));
    }

    [Fact]
    public void Without_a_validation_set_its_fields_are_not_numbers()
    {
        using var small = new SmallTraining();
        EpochResult result = small.Trainer.Fit(small.Train, validation: null, epochs: 1)[0];
        Assert.True(double.IsNaN(result.ValidationLoss) && double.IsNaN(result.ValidationAccuracy));
    }

    [Fact]
    public void Losses_and_accuracies_count_every_picture_once()
    {
        using SmallTraining fitted = new(pictures: 21, batchSize: 8), stepped = new(pictures: 21, batchSize: 8);
        EpochResult result = fitted.Trainer.Fit(fitted.Train, null, epochs: 1)[0];
        double loss = 0, correct = 0;
        foreach (Batch batch in stepped.Train)
        {
            Tensor logits = stepped.Model.Forward(batch.Inputs);
            correct += logits.ArgMax().Zip(batch.Labels).Count(pair => pair.First == pair.Second);
            Tensor batchLoss = new CrossEntropyLoss().Forward(logits, batch.Labels);
            loss += (double)batchLoss.Item() * batch.Count;
            stepped.Optimizer.ZeroGrad();
            batchLoss.Backward();
            stepped.Optimizer.Step();
        }
        Assert.Equal(loss / 21, result.TrainLoss, 1e-12);
        Assert.Equal(correct / 21, result.TrainAccuracy, 1e-12);
        Assert.Equal(SmallTraining.Fingerprint(stepped.Model), SmallTraining.Fingerprint(fitted.Model));
    }

    [Fact]
    public void Progress_tells_batch_after_batch()
    {
        using var small = new SmallTraining(pictures: 40, batchSize: 16);
        var recorder = new Recorder<TrainingProgress>();
        IReadOnlyList<EpochResult> results = small.Trainer.Fit(small.Train, small.Validation, epochs: 2, recorder);
        Assert.Equal(["1/2 1/3", "1/2 2/3", "1/2 3/3", "2/2 1/3", "2/2 2/3", "2/2 3/3"], recorder.Reports.Select(p => $"{p.Epoch}/{p.Epochs} {p.Batch}/{p.Batches}"));
        Assert.Equal(results.Select(r => (r.TrainLoss, r.TrainAccuracy)), recorder.Reports.Where(p => p.Batch == 3).Select(p => (p.Loss, p.Accuracy)));
        Assert.Equal(TimeSpan.Zero, recorder.Reports[^1].Remaining);
        Assert.True(recorder.Reports[0].Remaining > TimeSpan.Zero);
    }

    [Fact]
    public void Cancelling_finishes_the_step_and_stops()
    {
        using var small = new SmallTraining();
        using var cancellation = new CancellationTokenSource();
        bool completed = false;
        var recorder = new Recorder<TrainingProgress>(progress =>
        {
            if (progress.Batch == 2)
                cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => small.Trainer.Fit(small.Train, small.Validation, epochs: 2, recorder, _ => completed = true, cancellation.Token));
        Assert.Equal(2, small.Optimizer.StepCount);
        Assert.Equal(2, recorder.Reports.Count);
        Assert.False(completed);
    }

    [Fact]
    public void Cancelling_in_the_last_step_skips_the_validation()
    {
        using var small = new SmallTraining();
        using var cancellation = new CancellationTokenSource();
        bool completed = false;
        var recorder = new Recorder<TrainingProgress>(progress =>
        {
            if (progress.Batch == progress.Batches)
                cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => small.Trainer.Fit(small.Train, small.Validation, epochs: 1, recorder, _ => completed = true, cancellation.Token));
        Assert.False(completed);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_training_before_anything_is_saved()
    {
        using var small = new SmallTraining(learningRate: 1e30);
        bool completed = false;
        var failure = Assert.Throws<NonFiniteLossException>(() => small.Trainer.Fit(small.Train, null, epochs: 2, epochCompleted: _ => completed = true));
        Assert.False(completed);
        Assert.Equal((1, 2, 1e30), (failure.Epoch, failure.Batch, failure.LearningRate));
        Assert.Equal(
            "The loss became NaN in epoch 1, batch 2 (step 2), first seen in norm.running_var, at a learning rate of 1E+30: training has diverged; "
            + "use a smaller learning rate, or check the inputs for values that are not finite.",
            failure.Message);
    }

    [Fact]
    public void Weights_spoiled_by_the_last_step_of_an_epoch_stop_the_training_too()
    {
        using var small = new SmallTraining(pictures: 16, learningRate: double.MaxValue);
        bool completed = false;
        var failure = Assert.Throws<NonFiniteLossException>(() => small.Trainer.Fit(small.Train, null, epochs: 1, epochCompleted: _ => completed = true));
        Assert.False(completed);
        Assert.Equal((1, 0), (failure.Epoch, failure.Batch));
        Assert.StartsWith("Values of conv.weight became infinite or not-a-number in epoch 1 at", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_loss_is_not_finite_changes_no_parameter()
    {
        var model = new TinyNetwork();
        model.Eval();
        string before = SmallTraining.Fingerprint(model);
        var optimizer = new Adam(model.Parameters());
        StepResult result = new Trainer(model, optimizer).Step(Tensor.Full([2, 3, 32, 32], float.NaN), [0, 1]);
        Assert.True(double.IsNaN(result.Loss));
        Assert.Equal(0, optimizer.StepCount);
        Assert.Equal(before, SmallTraining.Fingerprint(model));
    }

    [Fact]
    public void A_last_batch_of_one_picture_that_would_fail_is_refused_before_the_first_step()
    {
        using var small = new SmallTraining(pictures: 33, batchSize: 16, model: SmallTraining.SmallResNeXt());
        string before = SmallTraining.Fingerprint(small.Model);
        var failure = Assert.Throws<ArgumentException>(() => small.Trainer.Fit(small.Train, null, epochs: 1));
        Assert.Equal(
            "The last of the 3 batches has a single picture, on whose 1x1 maps batch normalisation cannot train: "
            + "choose another batch size than 16, or leave that batch out (dropLast).",
            failure.Message);
        Assert.Equal(before, SmallTraining.Fingerprint(small.Model));
    }

    [Fact]
    public void A_last_batch_of_one_picture_can_be_left_out()
    {
        using var small = new SmallTraining();
        using var train = new DataLoader(new Shapes(train: true, 33), 16, shuffle: true, new ToTensor(), dropLast: true);
        Assert.Single(small.Trainer.Fit(train, null, epochs: 1));
        Assert.Equal(2, small.Optimizer.StepCount);
    }

    [Fact]
    public void A_last_batch_of_one_picture_is_trained_on_where_maps_stay_larger()
    {
        var model = new Pixels();
        using var train = new DataLoader(new NumberedDataset(5), 2, shuffle: false, new ToTensor());
        var optimizer = new Sgd(model.Parameters(), 0.1);
        new Trainer(model, optimizer).Fit(train, null, epochs: 1);
        Assert.Equal(3, optimizer.StepCount);
    }

    [Fact]
    public void A_set_without_a_batch_is_refused()
    {
        using var small = new SmallTraining();
        using var none = new DataLoader(new Shapes(train: true, 5), 16, shuffle: true, new ToTensor(), dropLast: true);
        var failure = Assert.Throws<ArgumentException>(() => small.Trainer.Fit(none, null, epochs: 1));
        Assert.StartsWith("Shapes has no batch of 16 pictures to train on: use a smaller batch size.", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => small.Trainer.Fit(small.Train, none, epochs: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => small.Trainer.Fit(small.Train, null, epochs: 0));
        Assert.Equal(0, small.Optimizer.StepCount);
    }

    /// <summary>Batch normalisation and a classifier over pictures of 2x3 grey pixels.</summary>
    private sealed class Pixels : Module
    {
        private readonly BatchNorm2d _norm;
        private readonly Linear _classifier;

        internal Pixels()
        {
            _norm = Register("norm", new BatchNorm2d(1));
            _classifier = Register("classifier", new Linear(6, 5));
        }

        protected override Tensor ForwardCore(Tensor input) => _classifier.Forward(_norm.Forward(input).Flatten());
    }
}
