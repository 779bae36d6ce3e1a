using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Tests.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Distributed;

/// <summary>Ranks that MPI has really started.</summary>
public sealed class DistributedTrainingTests(ITestOutputHelper output) : IDisposable
{
    // Batches of 8, 8, 8 and 3 pictures: four ranks have an empty share in the last. The learning rate is small, because a rounding difference can switch a rectifier,
    // whose picture then counts or not: large steps make that grow, in any two orders of a sum.
    static readonly string[] Settings =
    [
        "--data", "shapes", "--train-size", "27", "--seed", "3", "--test-size", "11", "--model", "resnext11_1x4d", "--batch-size", "8",
        "--optimizer", "sgd", "--lr", "0.0001", "--mixup", "0.2", "--sync-batchnorm", "--json",
    ];

    static readonly string[] Tiny = ["--train-size", "6", "--test-size", "4", "--model", "resnext11_1x4d", "--epochs", "1"];

    static readonly Lazy<(float[] Weights, JsonNode[] Epochs)> PlainOnce = new(() =>
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of(["train", "--output", folder["run"], .. Settings, "--epochs", "1"]);
        Assert.Equal(0, run.ExitCode);
        return (WeightsOf(folder["run"]), EpochsOf(run.Lines));
    });

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MpiJob.OpenMpi, 1)]
    [InlineData(MpiJob.OpenMpi, 3)]
    [InlineData(MpiJob.Mpich, 2)]
    [InlineData(MpiJob.Mpich, 4)]
    public void Ranks_train_as_one_process_does(string launcher, int ranks)
    {
        MpiJob.Require(launcher);
        using var job = MpiJob.Start(launcher, ranks, ["--output", _folder["run"], .. Settings, "--epochs", "1"]);
        var (exitCode, lines) = job.Finish();
        Assert.True(exitCode == 0, job.Error);

        var epochs = EpochsOf(lines);
        Assert.Single(epochs);
        Assert.Equal(ranks, epochs[0]["weights_sha256"]!.AsArray().Count);
        _ = HashOf(epochs[0]);
        var (expected, weights) = (PlainOnce.Value.Weights, WeightsOf(_folder["run"]));
        var most = expected.Zip(weights, (a, b) => Math.Abs(a - b)).Max();
        output.WriteLine($"{launcher} {ranks} ranks: largest difference {most}");
        if (ranks == 1) Assert.Equal(expected, weights);
        else Assert.InRange(most, 0, 2e-5f);
        foreach (var (plain, shared) in PlainOnce.Value.Epochs.Zip(epochs))
            Assert.Equal(plain["val_loss"]!.GetValue<double>(), shared["val_loss"]!.GetValue<double>(), 1e-4);
    }

    [Fact]
    public void The_same_ranks_come_to_the_same_bits_which_all_of_them_have_after_every_epoch()
    {
        string[] launchers = [MpiJob.OpenMpi, MpiJob.OpenMpi, MpiJob.Mpich];
        Assert.All(launchers, MpiJob.Require);
        var hashes = launchers.Select((launcher, run) =>
        {
            using var job = MpiJob.Start(launcher, 3, ["--output", _folder[$"run{run}"], .. Settings, "--epochs", "2"]);
            var (exitCode, lines) = job.Finish();
            Assert.True(exitCode == 0, job.Error);
            return EpochsOf(lines).Select(HashOf).ToList();
        }).ToList();
        Assert.Equal(2, hashes[0].Count);
        Assert.All(hashes, run => Assert.Equal(hashes[0], run));
    }

    [Theory]
    [InlineData(MpiJob.OpenMpi, "--batch-size", "8", "9", "rank 1 has batch_size=9 and rank 0 batch_size=8")]
    [InlineData(MpiJob.Mpich, "--bucket-size", "4", "5", "rank 1 has bucket_size=5 and rank 0 bucket_size=4")]
    [InlineData(MpiJob.Mpich, "--data", "one", "other", "rank 1 has train_fingerprint=")]
    [InlineData(MpiJob.OpenMpi, "--weights", "one", "other", "rank 1 has weights=")]
    public void Ranks_that_were_given_different_things_are_refused_with_the_difference(string launcher, string option, string first, string second, string difference)
    {
        MpiJob.Require(launcher);
        if (option == "--data") (first, second) = (PetFolder.Write(_folder[first], perClass: 3), PetFolder.Write(_folder[second], perClass: 3, seed: 1));
        if (option == "--weights") (first, second) = (Weights(first, seed: 1), Weights(second, seed: 2));
        using var job = MpiJob.StartUnlike(launcher, Arguments(first), Arguments(second));
        Assert.Equal(ExitCode.Ranks, job.Finish().ExitCode);
        Assert.Contains(difference, job.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));

        string[] Arguments(string value) => ["--output", _folder["run"], .. Tiny, .. option == "--data" ? (string[])[] : ["--data", "shapes"], option, value];
    }

    [Fact]
    public void Without_an_mpi_library_the_command_says_what_to_install()
    {
        using var job = TinyTraining.CommandIn("/usr/bin/env", ["RESNEXT_MPI=/nowhere/libmpi.so"], ["train", "--distributed", "--output", _folder["run"], .. Settings]);
        var error = job.StandardError.ReadToEnd();
        job.WaitForExit();
        Assert.Equal(ExitCode.Ranks, job.ExitCode);
        Assert.Contains("apt-get install openmpi-bin", error, StringComparison.Ordinal);
    }

    /// <summary>The weights that a short training has left.</summary>
    string Weights(string run, int seed)
    {
        CommandRun.Of(["train", "--output", _folder[run], .. Tiny, "--data", "shapes", "--seed", seed.ToString()]).Succeeded();
        return Path.Combine(_folder[run], "last.safetensors");
    }

    /// <summary>The hash that every rank has.</summary>
    static string HashOf(JsonNode epoch) => Assert.Single(epoch["weights_sha256"]!.AsArray().Select(hash => hash!.GetValue<string>()).Distinct());

    // Open MPI lends each rank a terminal, whose first line .NET begins with control characters.
    static JsonNode[] EpochsOf(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.Contains("{\"epoch\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[line.IndexOf('{')..])!)];

    static float[] WeightsOf(string run)
    {
        using var file = SafeTensorsFile.Open(Path.Combine(run, "last.safetensors"));
        return [.. file.Entries.Where(entry => entry.DType == WeightDType.F32).SelectMany(entry =>
        {
            var values = new float[entry.ElementCount];
            file.ReadFloats(entry.Name, values);
            return values;
        })];
    }
}
