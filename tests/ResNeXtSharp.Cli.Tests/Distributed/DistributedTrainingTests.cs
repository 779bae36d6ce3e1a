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

    [Theory]
    [InlineData(MpiJob.OpenMpi)]
    [InlineData(MpiJob.Mpich)]
    public void The_same_ranks_come_to_the_same_bits_which_all_of_them_have_after_every_epoch(string launcher)
    {
        MpiJob.Require(launcher);
        var hashes = Enumerable.Range(0, 2).Select(run =>
        {
            using var job = MpiJob.Start(launcher, 3, ["--output", _folder[$"run{run}"], .. Settings, "--epochs", "3"]);
            var (exitCode, lines) = job.Finish();
            Assert.True(exitCode == 0, job.Error);
            return EpochsOf(lines).Select(HashOf).ToList();
        }).ToList();
        Assert.Equal(3, hashes[0].Count);
        Assert.Equal(hashes[0], hashes[1]);
    }

    [Theory]
    [InlineData(MpiJob.OpenMpi)]
    [InlineData(MpiJob.Mpich)]
    public void A_run_goes_on_with_its_number_of_ranks_only(string launcher)
    {
        MpiJob.Require(launcher);
        using (var job = MpiJob.Start(launcher, 2, ["--output", _folder["run"], .. Settings, "--epochs", "1"]))
            Assert.Equal(0, job.Finish().ExitCode);
        using var other = MpiJob.Start(launcher, 1, ["--resume", _folder["run"]]);
        Assert.Equal(ExitCode.Usage, other.Finish().ExitCode);
        Assert.Contains("ranks was 2 and is 1", other.Error, StringComparison.Ordinal);
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
