using System.Diagnostics;
using ResNeXtSharp.Cli.Tests.Training;

namespace ResNeXtSharp.Cli.Tests.Distributed;

/// <summary>Ranks that are killed or stopped in the middle of a training.</summary>
public sealed class RankLossTests(ITestOutputHelper output) : IDisposable
{
    const int Ranks = 3;

    // RESNEXT_KILLS asks for more.
    static readonly int Kills = TinyTraining.Count("RESNEXT_KILLS", few: 1);

    static readonly string[] Settings =
    [
        "--data", "shapes", "--train-size", "24", "--test-size", "6", "--model", "resnext11_1x4d", "--batch-size", "6", "--save-every", "1",
    ];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MpiJob.OpenMpi)]
    [InlineData(MpiJob.Mpich)]
    public void A_killed_rank_ends_all_and_the_run_goes_on_to_the_same_bits(string launcher)
    {
        MpiJob.Require(launcher);
        Finish(launcher, _folder["whole"]);
        var expected = TinyTraining.Outcome(_folder["whole"]);
        var random = new Random(TinyTraining.Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var run = _folder[$"run{kill}"];
            var rank = random.Next(Ranks);
            using (var job = MpiJob.Start(launcher, Ranks, Arguments(run)))
            {
                WaitForEpoch(job);
                job.WaitForExit(random.Next(300));
                var clock = Stopwatch.StartNew();
                job.Signal(rank, "KILL");
                Assert.NotEqual(0, job.Finish(30).ExitCode);
                output.WriteLine($"{launcher}: rank {rank} killed, all ended after {clock.ElapsedMilliseconds} ms, seed {TinyTraining.Seed}");
            }
            Finish(launcher, run);
            Assert.True(expected == TinyTraining.Outcome(run), $"{run}, seed {TinyTraining.Seed}");
        }
    }

    [Theory]
    [InlineData(MpiJob.OpenMpi, 2)]
    [InlineData(MpiJob.Mpich, 0)]
    public void A_stopped_rank_ends_all_by_its_number(string launcher, int rank)
    {
        MpiJob.Require(launcher);
        using var job = MpiJob.Start(launcher, Ranks, [.. Arguments(_folder["run"], epochs: 1000), "--rank-timeout", "3"]);
        WaitForEpoch(job);
        job.Signal(rank, "STOP");
        Assert.NotEqual(0, job.Finish(30).ExitCode);
        Assert.Contains($"rank {rank} lost", job.Error, StringComparison.Ordinal);
    }

    static void WaitForEpoch(MpiJob job)
    {
        while (job.ReadLine() is { } line)
            if (line.Contains("epoch 1", StringComparison.Ordinal) || line.Contains("epoch    1", StringComparison.Ordinal)) return;
        Assert.Fail(job.Error);
    }

    static void Finish(string launcher, string run)
    {
        using var job = MpiJob.Start(launcher, Ranks, Arguments(run));
        var (exitCode, _) = job.Finish();
        Assert.True(exitCode == 0, job.Error);
    }

    static string[] Arguments(string run, int epochs = 4) => File.Exists(Path.Combine(run, "config.json")) ? ["--resume", run] : ["--output", run, "--epochs", epochs.ToString(), .. Settings];
}
