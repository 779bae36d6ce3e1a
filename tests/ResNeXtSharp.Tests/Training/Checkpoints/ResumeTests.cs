using ResNeXtSharp.Data;
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

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Going_on_from_any_step_ends_in_the_same_bits(int threads)
    {
        using var settings = EngineSettings.WithThreads(threads);
        string expected = Outcome(new TrainingCheckpoints(_folder["whole"]), stopAfter: null);
        var random = new CounterRandom(17, RandomPurpose.Synthetic, (ulong)threads);
        for (int i = 0; i < 5; i++)
        {
            int stop = 1 + random.NextInt32((Epochs * 5) - 1);
            var checkpoints = new TrainingCheckpoints(_folder[$"stopped{i}"]);
            Assert.Equal("stopped", Outcome(checkpoints, stop));
            Assert.True(expected == Outcome(checkpoints, stopAfter: null), $"stopped after step {stop}, {threads} threads");
        }
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
    static string Outcome(TrainingCheckpoints checkpoints, int? stopAfter, Action<int>? afterStep = null)
    {
        using var small = new SmallTraining(pictures: 72, batchSize: 16);
        using var cancellation = new CancellationTokenSource();
        var trainer = new Trainer(small.Model, small.Optimizer) { Checkpoints = checkpoints };
        trainer.Resume(small.Train);
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
            EpochResult last = trainer.Fit(small.Train, small.Validation, Epochs - small.Train.Epoch, watch, cancellation: cancellation.Token)[^1];
            return $"{SmallTraining.Fingerprint(small.Model)} {last.TrainLoss:R} {last.TrainAccuracy:R} {last.ValidationLoss:R} {last.LearningRate:R}";
        }
        catch (OperationCanceledException)
        {
            return "stopped";
        }
    }

    static void Damage(string file, int place)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
