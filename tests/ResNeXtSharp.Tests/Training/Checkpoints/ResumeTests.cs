using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Data;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Training;

/// <summary>A training that is stopped and gone on with, against one that is not.</summary>
[Collection(nameof(EngineSettings))]
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 3;
    private const int Batches = 5;

    // RESNEXT_STOPS asks for more.
    private static readonly int Stops = int.TryParse(Environment.GetEnvironmentVariable("RESNEXT_STOPS"), out int count) ? count : 4;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void Going_on_from_any_step_with_everything_on_ends_in_the_same_bits(int threads, int accumulate)
    {
        using var settings = EngineSettings.WithThreads(threads);
        string expected = Outcome(new TrainingCheckpoints(_folder["whole"]), stopAfter: null, accumulate: accumulate);
        var random = new CounterRandom(17, RandomPurpose.Synthetic, (ulong)(threads + (10 * accumulate)));
        for (int i = 0; i < Stops; i++)
        {
            int stop = 1 + random.NextInt32((Epochs * Batches) - 1);
            var checkpoints = new TrainingCheckpoints(_folder[$"stopped{i}"]);
            Assert.Equal("stopped", Outcome(checkpoints, stop, accumulate: accumulate));
            Assert.True(expected == Outcome(checkpoints, stopAfter: null, accumulate: accumulate), $"stopped after step {stop}, {threads} threads, {accumulate} batches a step");
        }
    }

    [Fact]
    public void A_training_that_accumulates_is_saved_between_updates_only()
    {
        Assert.Equal("stopped", Outcome(new TrainingCheckpoints(_folder["run"]) { SaveEvery = 1 }, stopAfter: 3, accumulate: 2));

        Assert.Equal(["step-2.safetensors", "step-4.safetensors"], Directory.GetFiles(_folder["run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_schedule_that_looks_at_results_and_early_stopping_go_on_where_they_were()
    {
        using var first = new SmallTraining(pictures: 32);
        var plateau = new WarmUpSchedule(new PlateauSchedule(0.1, patience: 0) { State = new PlateauState(0.05, 1.25, 3, 2) }, steps: 1);
        var stopping = new EarlyStopping(4) { State = (0.5, 2) };
        Begin(first, plateau, stopping).Fit(first.Train, null, epochs: 1);

        using var second = new SmallTraining(pictures: 32);
        var inner = new PlateauSchedule(0.1, patience: 0);
        var again = new EarlyStopping(4);
        Begin(second, new WarmUpSchedule(inner, steps: 1), again).Resume(second.Train);

        Assert.Equal(plateau.At(100), inner.State.LearningRate);
        Assert.Equal(1, inner.State.Cooldown);
        Assert.Equal((0.5, 2), again.State);

        Trainer Begin(SmallTraining small, Schedule schedule, EarlyStopping early)
        {
            var checkpoints = new TrainingCheckpoints(_folder["run"]);
            checkpoints.Add(early);
            return new Trainer(small.Model, small.Optimizer) { Schedule = schedule, Checkpoints = checkpoints };
        }
    }

    [Fact]
    public void Files_of_a_pattern_are_cut_back_and_those_begun_later_go()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", "metrics.csv"], "1\n");
        File.WriteAllText(_folder["run", "events.1"], "event");
        using var small = new SmallTraining(pictures: 32);
        var checkpoints = new TrainingCheckpoints(_folder["run", "checkpoints"]);
        checkpoints.Add(new LogFiles(_folder["run"], "metrics.csv", "events.*"));
        var trainer = new Trainer(small.Model, small.Optimizer) { Checkpoints = checkpoints };
        trainer.Fit(small.Train, null, epochs: 1);
        File.AppendAllText(_folder["run", "metrics.csv"], "2\n");
        File.WriteAllText(_folder["run", "events.2"], "later");

        trainer.Resume(small.Train);

        Assert.Equal("1\n", File.ReadAllText(_folder["run", "metrics.csv"]));
        Assert.Equal("event", File.ReadAllText(_folder["run", "events.1"]));
        Assert.False(File.Exists(_folder["run", "events.2"]));
        File.WriteAllText(_folder["run", "events.1"], "");
        Assert.Throws<RunDirectoryException>(() => trainer.Resume(small.Train));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    public void A_damaged_checkpoint_gives_way_to_the_one_before_it(int place)
    {
        string expected = Outcome(new TrainingCheckpoints(_folder["whole"]), stopAfter: null);
        Assert.Equal("stopped", Outcome(new TrainingCheckpoints(_folder["run"]) { SaveEvery = 1 }, stopAfter: 8));
        Damage(_folder["run", "step-8.safetensors"], place);
        var said = new Recorder<WeightFormatException>();

        Assert.Equal(expected, Outcome(new TrainingCheckpoints(_folder["run"]) { Damaged = said }, stopAfter: null));

        Assert.Single(said.Reports);
        Assert.True(File.Exists(_folder["run", "step-8.safetensors.damaged"]));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_those_before_it()
    {
        Assert.Equal("stopped", Outcome(new TrainingCheckpoints(_folder["run"]) { SaveEvery = 1 }, stopAfter: 4));
        Directory.CreateDirectory(_folder["run", "step-5.safetensors"]);

        Assert.Throws<RunDirectoryException>(() => Outcome(new TrainingCheckpoints(_folder["run"]) { SaveEvery = 1 }, stopAfter: null));

        Directory.Delete(_folder["run", "step-5.safetensors"]);
        Assert.Equal(Outcome(new TrainingCheckpoints(_folder["whole"]), null), Outcome(new TrainingCheckpoints(_folder["run"]), null));
    }

    [Fact]
    public void A_folder_that_was_removed_is_not_made_anew()
    {
        var checkpoints = new TrainingCheckpoints(_folder["run"]) { SaveEvery = 1 };
        Assert.Throws<RunDirectoryException>(() => Outcome(checkpoints, null, step =>
        {
            if (step == 3)
                Directory.Delete(_folder["run"], recursive: true);
        }));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void A_divergence_leaves_the_last_good_checkpoint_as_it_is()
    {
        using var small = new SmallTraining(pictures: 72, batchSize: 16, learningRate: 1e30);
        var checkpoints = new TrainingCheckpoints(_folder["run"]) { SaveEvery = 1 };
        var trainer = new Trainer(small.Model, small.Optimizer) { Checkpoints = checkpoints, OnNonFinite = NonFinitePolicy.Rollback };
        Assert.Throws<NonFiniteLossException>(() => trainer.Fit(small.Train, null, epochs: 2));
        Assert.NotNull(trainer.Resume(small.Train));
        Assert.All(small.Model.StateDict().Values, tensor => Assert.All(tensor.ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void A_batch_that_is_not_finite_is_left_out_and_changes_nothing()
    {
        var model = new TinyNetwork();
        string before = SmallTraining.Fingerprint(model);
        var optimizer = new Adam(model.Parameters());
        var data = new DataLoader(new Shapes(train: true, 8), 8, shuffle: false, new Compose(new ToTensor(), new Normalize([0, 0, 0], [1e-39f, 1, 1])));
        var said = new Recorder<NonFiniteEvent>();
        var trainer = new Trainer(model, optimizer) { OnNonFinite = NonFinitePolicy.Skip, NonFinite = said };

        trainer.Fit(data, null, epochs: 1);

        Assert.Equal(before, SmallTraining.Fingerprint(model));
        Assert.Contains("the inputs of picture 0 of Shapes", Assert.Single(said.Reports).Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_moves_no_weight_and_is_named_where_its_norm_is_limited()
    {
        var model = new SteepNetwork();
        string before = SmallTraining.Fingerprint(model);
        using var data = new DataLoader(new Shapes(train: true, 8), 4, shuffle: false, new Compose(new ToTensor(), new Normalize([0, 0, 0], [1e-25f, 1e-25f, 1e-25f])));
        var trainer = new Trainer(model, new Sgd(model.Parameters(), 0.1)) { MaxGradientNorm = 1 };

        var failure = Assert.Throws<NonFiniteLossException>(() => trainer.Fit(data, null, epochs: 1));

        Assert.Equal((1, 1, 1L, "first.weight"), (failure.Epoch, failure.Batch, failure.Step, failure.Origin));
        Assert.Equal(before, SmallTraining.Fingerprint(model));
    }

    [Fact]
    public void A_lock_is_taken_by_one_and_taken_over_from_none()
    {
        using (RunLock.Take(_folder["run"]))
        {
            var refused = Assert.Throws<RunDirectoryException>(() => RunLock.Take(_folder["run"]));
            Assert.Contains($"process {Environment.ProcessId} is training", refused.Message, StringComparison.Ordinal);
        }
        RunLock.Take(_folder["run"]).Dispose();
    }

    /// <summary>Goes on with a training as far as it has come, and tells its bits, or that it was stopped.</summary>
    static string Outcome(TrainingCheckpoints checkpoints, int? stopAfter, Action<int>? afterStep = null, int accumulate = 1)
    {
        using var small = new SmallTraining(pictures: 72, batchSize: 16);
        var transform = new Compose(new ToTensor(), new Normalize([0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]), new RandomErasing());
        using var train = new DataLoader(small.Train.Dataset, 16, shuffle: true, transform, seed: 5) { Mixing = new MixUp() };
        using var cancellation = new CancellationTokenSource();
        var average = new WeightAverage(small.Model, 0.9);
        var trainer = new Trainer(small.Model, small.Optimizer, new CrossEntropyLoss(0.1))
        {
            Schedule = new WarmUpSchedule(new CosineSchedule(1e-2, 12), steps: 3),
            Average = average,
            AccumulationSteps = accumulate,
            Checkpoints = checkpoints,
        };
        trainer.Resume(train);
        int steps = 0;
        var watch = new Recorder<TrainingProgress>(_ =>
        {
            steps++;
            afterStep?.Invoke(steps);
            if (steps == stopAfter)
                cancellation.Cancel();
        });
        try
        {
            EpochResult last = trainer.Fit(train, small.Validation, Epochs - train.Epoch, watch, cancellation: cancellation.Token)[^1];
            string weights = SmallTraining.Fingerprint(small.Model);
            using IDisposable averages = average.Borrow();
            return $"{weights} {SmallTraining.Fingerprint(small.Model)} {average.Updates} {last.TrainLoss:R} {last.TrainAccuracy:R} {last.ValidationLoss:R} {last.LearningRate:R}";
        }
        catch (OperationCanceledException)
        {
            return "stopped";
        }
    }

    /// <summary>Its loss is finite, and the gradient of its first layer too large for a float.</summary>
    private sealed class SteepNetwork : Module
    {
        private readonly Linear _first;
        private readonly Linear _second;

        internal SteepNetwork()
        {
            _first = Register("first", new Linear(3 * 32 * 32, 4));
            _second = Register("second", new Linear(4, 10));
            _first.Weight.Value.CopyFrom(new float[_first.Weight.Shape.Count]);
            _second.Weight.Value.CopyFrom([.. Enumerable.Range(0, 40).Select(i => 1e20f * i)]);
            _first.Bias!.Value.CopyFrom(new float[4]);
        }

        protected override Tensor ForwardCore(Tensor input) => _second.Forward(_first.Forward(input.Flatten()));
    }

    static void Damage(string file, int place)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
