using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class TrainCommandTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_run_folder_holds_exactly_what_is_promised() => Assert.Equal(
        ["best.safetensors", "checkpoints", "config.json", "curves.png", "curves.svg", "events.out.tfevents", "last.safetensors", "metrics.csv", "metrics.jsonl"],
        Directory.GetFileSystemEntries(trained.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .Select(name => name!.StartsWith("events", StringComparison.Ordinal) ? string.Join('.', name.Split('.').Take(3)) : name));

    [Fact]
    public void The_configuration_names_every_setting()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(trained.Folder, "config.json")));

        var root = config.RootElement;
        Assert.Equal("resnet18", root.GetProperty("model").GetString());
        Assert.Equal((64, TrainedRun.TestSize), (root.GetProperty("train_size").GetInt32(), root.GetProperty("test_size").GetInt32()));
        Assert.Equal((32, 2, 0), (root.GetProperty("batch_size").GetInt32(), root.GetProperty("epochs").GetInt32(), root.GetProperty("seed").GetInt32()));
        Assert.Equal("adam", root.GetProperty("optimizer").GetProperty("name").GetString());
        Assert.Equal(0.001, root.GetProperty("optimizer").GetProperty("learning_rate").GetDouble());
        foreach (var name in (string[])["threads", "simd", "data", "data_set", "classes", "version", "runtime", "system", "started"])
            Assert.True(root.TryGetProperty(name, out _), name);
    }

    [Fact]
    public void Each_epoch_is_a_plain_line()
    {
        var epochs = trained.Training.Lines.Where(line => line.StartsWith("epoch", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, epochs.Count);
        Assert.All(epochs, line => Assert.Matches(@"^epoch [12]/2  train loss \d+\.\d{4} accuracy +\d+\.\d %  validation loss \d+\.\d{4} accuracy +\d+\.\d % \(\d+\.\d to \d+\.\d\)  \d+ images/s", line));
        Assert.DoesNotContain('\u001b', trained.Training.Output);
        Assert.Contains(Path.Combine(trained.Folder, "best.safetensors"), trained.Training.Output);
    }

    [Fact]
    public void Metrics_have_a_row_for_each_epoch()
    {
        var rows = File.ReadAllLines(Path.Combine(trained.Folder, "metrics.csv"));

        Assert.Equal("epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,images_per_second", rows[0]);
        Assert.Equal(3, rows.Length);
        Assert.All(rows[1..], row => Assert.InRange(double.Parse(row.Split(',')[4], CultureInfo.InvariantCulture), 0, 1));
    }

    [Fact]
    public void Weights_name_their_model_and_classes()
    {
        var (model, description) = ModelWeights.Open(trained.Weights);

        Assert.Equal(("resnet18", "Shapes", 32), (description.Model, description.DataSet, description.ImageSize));
        Assert.Equal(description.ClassNames.Count, model.Fc.OutFeatures);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_for_any_number_of_threads()
    {
        string Hash(string name, int threads, int seed)
        {
            CommandRun.Of(
                "train", "--data", "shapes", "--model", "resnet18", "--train-size", "48", "--test-size", "20", "--epochs", "1", "--threads", $"{threads}",
                "--seed", $"{seed}", "--output", _folder[name]).Succeeded();
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder[name], "best.safetensors"))));
        }

        var one = Hash("one", threads: 1, seed: 5);

        Assert.Equal(one, Hash("two", threads: 2, seed: 5));
        Assert.NotEqual(one, Hash("three", threads: 2, seed: 6));
    }

    [Fact]
    public void Json_is_one_object_for_each_epoch_and_nothing_else()
    {
        var run = CommandRun.Of(
            "train", "--data", "shapes", "--model", "resnet18", "--train-size", "32", "--test-size", "20", "--epochs", "2", "--json",
            "--optimizer", "sgd", "--nesterov", "--learning-rate", "0.01", "--output", _folder["run"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        for (var i = 0; i < 2; i++)
        {
            using var epoch = JsonDocument.Parse(run.Lines[i]);
            Assert.Equal(i + 1, epoch.RootElement.GetProperty("epoch").GetInt32());
            Assert.True(epoch.RootElement.GetProperty("val_loss").GetDouble() > 0);
        }
        Assert.Contains("best epoch", run.Error);
    }

    [Fact]
    public void Stopping_saves_the_weights_and_says_so()
    {
        using var cancellation = new CancellationTokenSource();
        var output = new ActingWriter("epoch 1/9", cancellation.Cancel);

        var run = CommandRun.Of(
            output, cancellation.Token,
            "train", "--data", "shapes", "--model", "resnet18", "--train-size", "32", "--test-size", "20", "--epochs", "9", "--output", _folder["run"]);

        var weights = Path.Combine(_folder["run"], "last.safetensors");
        Assert.Equal(ExitCode.Cancelled, run.ExitCode);
        Assert.Equal($"stopped after 1 whole epoch; the weights so far are in {weights}; go on with: resnext train --resume {_folder["run"]}", run.Error.TrimEnd());
        Assert.Equal("resnet18", ModelWeights.Open(weights).Description.Model);
        Assert.Single(RunDirectory.ReadMetrics(_folder["run"]));
    }

    [Fact]
    public void Stopping_in_the_first_epoch_leaves_weights_too()
    {
        using var cancellation = new CancellationTokenSource();
        var output = new ActingWriter("parameters", cancellation.Cancel);

        var run = CommandRun.Of(output, cancellation.Token, TrainedRun.Arguments(_folder["run"]));

        Assert.Equal(ExitCode.Cancelled, run.ExitCode);
        Assert.Equal("resnet18", ModelWeights.Open(Path.Combine(_folder["run"], "last.safetensors")).Description.Model);
    }

    [Fact]
    public void A_loss_that_is_lost_ends_the_training()
    {
        var line = CommandRun.Of(
            "train", "--data", "shapes", "--model", "resnet18", "--train-size", "128", "--test-size", "20", "--epochs", "3", "--optimizer", "sgd",
            "--learning-rate", "1e30", "--output", _folder["run"]).Refused(ExitCode.NotFinite);

        Assert.Contains("smaller learning rate", line);
        Assert.False(File.Exists(Path.Combine(_folder["run"], "best.safetensors")));
    }

    [Fact]
    public void Missing_data_offline_is_answered_with_file_place_and_hash()
    {
        var line = CommandRun.Of("train", "--offline", "--data", _folder["nowhere"], "--output", _folder["run"]).Refused(ExitCode.Data);

        Assert.Contains("cifar-10-binary.tar.gz", line);
        Assert.Contains(_folder["nowhere"], line);
        Assert.Contains("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", line);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_truncated_data_file_is_named()
    {
        var data = Directory.CreateDirectory(_folder["cifar-10-batches-bin"]).FullName;
        File.WriteAllBytes(Path.Combine(data, "data_batch_1.bin"), new byte[3072]);

        var line = CommandRun.Of("train", "--data", data, "--output", _folder["run"]).Refused(ExitCode.Data);

        Assert.Contains("data_batch_1.bin", line);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_not_overwritten()
    {
        var before = File.ReadAllBytes(Path.Combine(trained.Folder, "metrics.csv"));

        Assert.Contains("holds a run already", CommandRun.Of(TrainedRun.Arguments(trained.Folder)).Refused(ExitCode.Output));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(trained.Folder, "metrics.csv")));
    }

    [Fact]
    public void An_output_folder_below_a_file_is_refused()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.Contains(_folder["file"], CommandRun.Of(TrainedRun.Arguments(Path.Combine(_folder["file"], "run"))).Refused(ExitCode.Output));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_output_folder_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no read-only folders.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "The administrator may write anywhere.");
        var locked = Directory.CreateDirectory(_folder["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;

        Assert.Contains(locked, CommandRun.Of(TrainedRun.Arguments(Path.Combine(locked, "run"))).Refused(ExitCode.Output));
        Assert.Empty(Directory.GetFileSystemEntries(locked));
    }
}
