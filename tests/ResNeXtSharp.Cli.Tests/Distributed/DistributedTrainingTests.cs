using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Tests.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Distributed;

/// <summary>Ranks that MPI has really started.</summary>
public sealed class DistributedTrainingTests(ITestOutputHelper output) : IDisposable
{
    // Batches of 8, 8 and 3 pictures: four ranks have an empty share in the last.
    static readonly string[] Settings =
    [
        "--data", "shapes", "--train-size", "19", "--test-size", "11", "--model", "resnext11_1x4d", "--batch-size", "8", "--epochs", "2",
        "--optimizer", "sgd", "--lr", "0.02", "--mixup", "0.2", "--sync-batchnorm", "--json",
    ];

    static readonly Lazy<(float[] Weights, JsonNode[] Epochs)> PlainOnce = new(() =>
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of(["train", "--output", folder["run"], .. Settings]);
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
        using var job = MpiJob.Start(launcher, ranks, ["--output", _folder["run"], .. Settings]);
        var (exitCode, lines) = job.Finish();
        Assert.True(exitCode == 0, job.Error);

        var epochs = EpochsOf(lines);
        Assert.Equal(2, epochs.Length);
        foreach (var epoch in epochs)
        {
            var hashes = epoch["weights_sha256"]!.AsArray().Select(hash => hash!.GetValue<string>()).ToList();
            Assert.Equal(ranks, hashes.Count);
            Assert.Single(hashes.Distinct());
        }
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

    static JsonNode[] EpochsOf(IEnumerable<string> lines) => [.. lines.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

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
