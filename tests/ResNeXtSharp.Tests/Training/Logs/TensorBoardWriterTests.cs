using System.Text;
using ResNeXtSharp.Tests.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class TensorBoardWriterTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly TestFolder _folder = new();

    public TensorBoardWriterTests() => Directory.CreateDirectory(_folder["run"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_readers_checksum_is_the_published_one() => Assert.Equal(0xe3069283u, EventFile.Crc32C(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Scalars_read_back()
    {
        using (TensorBoardWriter writer = Open())
        {
            writer.Add("loss/train", 1.0 / 3, 1);
            writer.Add("精度", -2.5, long.MaxValue);
            writer.Add("loss/train", double.NaN, 300);
        }
        double time = 1769860800.25;
        Assert.Equal(
            [new("loss/train", 1f / 3, 1, time), new("精度", -2.5f, long.MaxValue, time), new("loss/train", float.NaN, 300, time)], Read());
    }

    [Fact]
    public void The_file_is_named_as_tensorflow_names_it()
    {
        using TensorBoardWriter writer = Open();
        Assert.Matches(@"^events\.out\.tfevents\.1769860800\.[-\w]+$", Path.GetFileName(writer.Path));
        Assert.False(File.Exists(writer.Path));
    }

    [Fact]
    public void Another_writer_goes_on_with_the_folders_file()
    {
        foreach (int step in (int[])[1, 2, 3])
        {
            using TensorBoardWriter writer = Open(Noon.AddHours(step));
            writer.Add("loss", step, step);
        }
        Assert.Equal([1, 2, 3], Read().Select(scalar => scalar.Step));
    }

    [Fact]
    public void The_file_holds_whole_records_whenever_it_is_looked_at()
    {
        using TensorBoardWriter writer = Open();
        int seen = 0;
        for (int step = 0; step < 5000; step++)
        {
            writer.Add("step/loss", step, step);
            if (step % 500 == 0 && File.Exists(writer.Path))
                seen = Math.Max(seen, Read().Count);
        }
        Assert.InRange(seen, 1000, 4999);
        writer.Flush();
        Assert.Equal(5000, Read().Count);
    }

    [Fact]
    public void What_a_killed_process_left_of_a_record_is_cut_off()
    {
        string path;
        using (TensorBoardWriter writer = Open())
        {
            path = writer.Path;
            writer.Add("loss", 1, 1);
            writer.Flush();
            writer.Add("loss", 2, 2);
        }
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (TensorBoardWriter writer = Open())
                writer.Add("loss", 3, 3);
            Assert.Equal(3, Read()[^1].Step);
        }
    }

    [Fact]
    public void A_file_of_something_else_is_left_alone()
    {
        string path = Path.Combine(_folder["run"], "events.out.tfevents.1.notes");
        File.WriteAllText(path, "These are notes, and no events at all.");
        using TensorBoardWriter writer = Open();
        writer.Add("loss", 1, 1);
        Assert.Contains("damaged, or no event file", Assert.Throws<RunDirectoryException>(writer.Flush).Message, StringComparison.Ordinal);
        Assert.StartsWith("These are notes", File.ReadAllText(path), StringComparison.Ordinal);
        File.Delete(path);
        writer.Flush();
        Assert.Single(Read());
    }

    [Fact]
    public void A_folder_that_is_gone_is_an_error_and_the_values_are_kept()
    {
        using TensorBoardWriter writer = Open();
        writer.Add("loss", 1, 1);
        string path = writer.Path;
        Directory.Delete(_folder["run"]);
        Assert.Contains(path, Assert.Throws<RunDirectoryException>(writer.Flush).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["run"]);
        writer.Flush();
        Assert.Single(Read());
    }

    [Fact]
    public void The_reader_notices_damage()
    {
        using (TensorBoardWriter writer = Open())
            writer.Add("loss", 1, 1);
        string path = Directory.GetFiles(_folder["run"]).Single();
        byte[] whole = File.ReadAllBytes(path);
        int first = 16 + (int)BitConverter.ToUInt64(whole);
        foreach (int length in Enumerable.Range(0, whole.Length).Where(length => length != first))
            Assert.Throws<InvalidDataException>(() => EventFile.Read(whole[..length]));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => EventFile.Read(damaged));
        }
    }

    [Fact]
    public void A_value_allocates_nothing()
    {
        using TensorBoardWriter writer = Open();
        for (int step = 0; step < 10; step++)
            writer.Add("step/loss", 1.5, step);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 10; step < 500; step++)
            writer.Add("step/loss", 1.5, step);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_training_logs_its_epochs_and_some_of_its_steps()
    {
        using var small = new SmallTraining(pictures: 64, batchSize: 16);
        using TensorBoardWriter writer = Open();
        var log = new TensorBoardLog(writer) { Every = 3 };
        var losses = new Recorder<TrainingProgress>(log.Report);
        IReadOnlyList<EpochResult> results = small.Trainer.Fit(small.Train, small.Validation, epochs: 2, losses, log.Append);
        ILookup<string, EventFile.Scalar> scalars = Read().ToLookup(scalar => scalar.Tag);
        Assert.Equal([3, 6], scalars["step/loss"].Select(scalar => scalar.Step));
        Assert.Equal([(float)losses.Reports[2].BatchLoss, (float)losses.Reports[5].BatchLoss], scalars["step/loss"].Select(scalar => scalar.Value));
        Assert.Equal([1e-3f, 1e-3f], scalars["step/learning_rate"].Select(scalar => scalar.Value));
        foreach ((string tag, Func<EpochResult, double> value) in new (string, Func<EpochResult, double>)[]
        {
            ("loss/train", result => result.TrainLoss), ("loss/validation", result => result.ValidationLoss), ("accuracy/train", result => result.TrainAccuracy),
            ("accuracy/validation", result => result.ValidationAccuracy), ("learning_rate", result => result.LearningRate),
            ("images_per_second", result => result.ImagesPerSecond),
        })
            Assert.Equal(results.Select(result => ((long)result.Epoch, (float)value(result))), scalars[tag].Select(scalar => (scalar.Step, scalar.Value)));
    }

    [Fact]
    public void Without_validation_its_curves_are_left_out()
    {
        using var small = new SmallTraining(pictures: 16, batchSize: 16);
        using TensorBoardWriter writer = Open();
        small.Trainer.Fit(small.Train, validation: null, epochs: 1, epochCompleted: new TensorBoardLog(writer).Append);
        Assert.Equal(["accuracy/train", "images_per_second", "learning_rate", "loss/train"], Read().Select(scalar => scalar.Tag).Order());
    }

    [Fact]
    public void A_checkpoint_remembers_lengths_of_what_is_flushed()
    {
        RunDirectory run = RunDirectory.Create(_folder["other"], new System.Text.Json.Nodes.JsonObject());
        using var writer = new TensorBoardWriter(run.Path);
        using var small = new SmallTraining(pictures: 64, batchSize: 16);
        var checkpoints = new TrainingCheckpoints(run.CheckpointFolder) { SaveEvery = 2 };
        checkpoints.Add(run.Logs(writer.Flush));
        var log = new TensorBoardLog(writer) { Every = 1 };
        var trainer = new Trainer(small.Model, small.Optimizer) { Checkpoints = checkpoints };
        // Killed at the third step, after the checkpoint of the second.
        var killed = new Recorder<TrainingProgress>(progress =>
        {
            log.Report(progress);
            if (progress.Step == 3)
            {
                writer.Flush();
                throw new TimeoutException();
            }
        });
        Assert.Throws<TimeoutException>(() => trainer.Fit(small.Train, null, epochs: 1, killed));
        Assert.Equal([1, 2, 3], Steps());
        using var again = new SmallTraining(pictures: 64, batchSize: 16);
        var resumed = new TrainingCheckpoints(run.CheckpointFolder) { SaveEvery = 2 };
        resumed.Add(run.Logs());
        var resumer = new Trainer(again.Model, again.Optimizer) { Checkpoints = resumed };
        resumer.Resume(again.Train);
        Assert.Equal([1, 2], Steps());
        using var next = new TensorBoardWriter(run.Path);
        resumer.Fit(again.Train, null, epochs: 1, new TensorBoardLog(next) { Every = 1 });
        next.Flush();
        Assert.Equal([1, 2, 3, 4], Steps());

        IEnumerable<long> Steps() => EventFile.Read(File.ReadAllBytes(Directory.GetFiles(run.Path, TensorBoardWriter.FilePattern).Single()))
            .Where(scalar => scalar.Tag == "step/loss").Select(scalar => scalar.Step);
    }

    TensorBoardWriter Open(DateTimeOffset? time = null) => new(_folder["run"], new StoppedClock(time ?? Noon));

    IReadOnlyList<EventFile.Scalar> Read() => EventFile.Read(File.ReadAllBytes(Directory.GetFiles(_folder["run"]).Single()));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
