using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Training;

/// <summary><c>resnext train --resume</c>: what goes on, and what is refused.</summary>
public sealed class ResumeTests(ResumeTests.WholeRun whole) : IClassFixture<ResumeTests.WholeRun>, IDisposable
{
    static readonly string[] Everything =
    [
        "train", "--data", "shapes", "--model", "resnext11_1x4d", "--train-size", "24", "--test-size", "10", "--batch-size", "4", "--epochs", "3", "--schedule", "plateau",
        "--warmup-epochs", "1", "--mixup", "0.2", "--cutmix", "1", "--random-erasing", "0.25", "--flip", "--trivial-augment", "--ema", "0.9", "--accumulate", "2",
        "--clip-norm", "5", "--hold-out", "0.25", "--patience", "2", "--keep-best", "1", "--spare-vectors", "--optimizer", "sgd", "--nesterov",
    ];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_with_every_option_goes_on_to_the_same_bits()
    {
        Stop("epoch 2/3", [.. Everything, "-o", _folder["run"]]);

        var run = CommandRun.Of("train", "--resume", _folder["run"], "--threads", "1").Succeeded();

        Assert.Contains("going on with epoch 3", run.Output);
        Assert.Equal(TinyTraining.Outcome(whole.Folder), TinyTraining.Outcome(_folder["run"]));
        Assert.Equal(Test(whole.Folder), Test(_folder["run"]));
        Assert.Equal(Epochs(whole.Folder), Epochs(_folder["run"]));
        Assert.Contains("the run is complete", CommandRun.Of("train", "--resume", _folder["run"]).Succeeded().Output);
    }

    [Fact]
    public void Muon_goes_on_to_the_same_bits()
    {
        string[] training = [.. Everything.TakeWhile(option => option != "--spare-vectors"), "--optimizer", "muon", "--learning-rate", "0.02", "--weight-decay", "0.005", "-o"];
        CommandRun.Of([.. training, _folder["whole"]]).Succeeded();
        Stop("epoch 2/3", [.. training, _folder["run"]]);

        CommandRun.Of("train", "--resume", _folder["run"], "--threads", "1").Succeeded();

        Assert.Equal(TinyTraining.Outcome(_folder["whole"]), TinyTraining.Outcome(_folder["run"]));
    }

    [Fact]
    public void Several_seeds_go_on_where_they_were_stopped()
    {
        string[] seeds = [.. Everything, "--seeds", "2", "--seed", "7", "-o"];
        CommandRun.Of([.. seeds, _folder["whole"]]).Succeeded();
        Stop("epoch 3/3", [.. seeds, _folder["run"]]);
        Assert.False(Directory.Exists(_folder["run/seed-8"]));

        CommandRun.Of("train", "--resume", _folder["run"]).Succeeded();

        Assert.Equal(File.ReadAllText(_folder["whole/seeds.json"]), File.ReadAllText(_folder["run/seeds.json"]));
        Assert.Equal(TinyTraining.Outcome(_folder["whole/seed-8"]), TinyTraining.Outcome(_folder["run/seed-8"]));
    }

    [Fact]
    public void Another_configuration_is_refused_and_the_differences_are_named()
    {
        Stop("epoch 1/3", [.. Everything, "-o", _folder["run"]]);

        var line = CommandRun.Of("train", "--resume", _folder["run"], "--epochs", "9", "--ema", "0.5", "--model", "resnext_tiny").Refused(ExitCode.Usage);

        Assert.Contains("epochs was 3 and is 9", line);
        Assert.Contains("ema was 0.9 and is 0.5", line);
        Assert.Contains("model was \"resnext11_1x4d\" and is \"resnext_tiny\"", line);
    }

    [Fact]
    public void Other_pictures_are_refused()
    {
        PetFolder.Write(_folder["pets"], perClass: 6);
        string[] train = ["train", "--data", _folder["pets"], "--image-size", "32", "--model", "resnext11_1x4d", "--batch-size", "2", "--epochs", "2", "-o", _folder["run"]];
        Stop("epoch 1/2", train);
        File.Delete(Directory.GetFiles(_folder["pets/dark"])[0]);
        PetFolder.Write(_folder["others"], perClass: 7);
        File.Move(_folder["others/dark/6.png"], _folder["pets/dark/6.png"]);

        Assert.Contains("_fingerprint was", CommandRun.Of("train", "--resume", _folder["run"]).Refused(ExitCode.Usage));
    }

    [Fact]
    public void A_folder_in_which_a_training_runs_is_refused()
    {
        Stop("epoch 1/3", [.. Everything, "-o", _folder["run"]]);
        using var taken = RunLock.Take(_folder["run"]);

        Assert.Contains($"process {Environment.ProcessId} is training in it", CommandRun.Of("train", "--resume", _folder["run"]).Refused(ExitCode.Output));
    }

    [Fact]
    public void A_folder_without_a_run_and_another_folder_beside_it_are_refused()
    {
        Assert.Contains("there is no run", CommandRun.Of("train", "--resume", _folder["nowhere"]).Refused(ExitCode.Output));
        Assert.Contains("leave --output", CommandRun.Of("train", "--resume", _folder["run"], "-o", _folder["other"]).Refused(ExitCode.Usage));
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_the_one_before_it_used()
    {
        Stop("epoch 2/3", [.. Everything, "-o", _folder["run"]]);
        var newest = Directory.GetFiles(_folder["run/checkpoints"], "step-*").MaxBy(File.GetLastWriteTimeUtc)!;
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^100]);

        var run = CommandRun.Of("train", "--resume", _folder["run"]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.StartsWith("warning: a checkpoint is put aside and the one before it is used", run.Error, StringComparison.Ordinal);
        Assert.Equal(TinyTraining.Outcome(whole.Folder), TinyTraining.Outcome(_folder["run"]));
    }

    /// <summary>A run that nothing happened to.</summary>
    public sealed class WholeRun : IDisposable
    {
        readonly TestFolder _folder = new();

        public WholeRun() => CommandRun.Of([.. Everything, "-o", Folder]).Succeeded();

        public string Folder => _folder["run"];

        public void Dispose() => _folder.Dispose();
    }

    static void Stop(string at, string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Equal(ExitCode.Cancelled, CommandRun.Of(new ActingWriter(at, cancellation.Cancel), cancellation.Token, arguments).ExitCode);
    }

    static double Test(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, "test.json")))!["loss"]!.GetValue<double>();

    static IEnumerable<string?> Epochs(string run) => Directory.GetFiles(run, "epoch-*").Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
