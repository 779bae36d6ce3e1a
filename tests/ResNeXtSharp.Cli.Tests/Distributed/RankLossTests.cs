using System.Diagnostics;
using System.Text;
using ResNeXtSharp.Cli.Tests.Training;

namespace ResNeXtSharp.Cli.Tests.Distributed;

/// <summary>Ranks that are killed or stopped in the middle of a training.</summary>
public sealed class RankLossTests(ITestOutputHelper output) : IDisposable
{
    const int Ranks = 3;
    const int Epochs = 4;

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
                var said = WaitForEpoch(job);
                job.WaitForExit(random.Next(300));
                var clock = Stopwatch.StartNew();
                var pid = job.Signal(rank, "KILL");
                var (exitCode, lines) = job.Finish(30);
                Assert.NotEqual(0, exitCode);
                RequireNamed(launcher, rank, pid, said, string.Join('\n', lines) + job.Error);
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

    [Fact]
    public void A_run_goes_on_with_another_number_of_ranks_only_where_that_is_allowed_and_says_what_changes()
    {
        MpiJob.Require(MpiJob.OpenMpi);
        using (var job = MpiJob.Start(MpiJob.OpenMpi, 2, Arguments(_folder["run"])))
        {
            WaitForEpoch(job);
            job.Signal(1, "KILL");
            Assert.NotEqual(0, job.Finish(30).ExitCode);
        }
        using var refused = MpiJob.Start(MpiJob.OpenMpi, 1, Arguments(_folder["run"]));
        Assert.Equal(ExitCode.Usage, refused.Finish().ExitCode);
        Assert.Contains("ranks was 2 and is 1", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--any-ranks", refused.Error, StringComparison.Ordinal);
        using var allowed = MpiJob.Start(MpiJob.OpenMpi, 1, [.. Arguments(_folder["run"]), "--any-ranks"]);
        Assert.Equal(0, allowed.Finish().ExitCode);
        Assert.Contains("ranks was 2 and is 1: the last bits may differ", allowed.Error, StringComparison.Ordinal);
        Assert.Equal(Epochs, File.ReadLines(Path.Combine(_folder["run"], "metrics.csv")).Count() - 1);
    }

    /// <summary>What was said until the first epoch had ended.</summary>
    static string WaitForEpoch(MpiJob job)
    {
        var said = new StringBuilder();
        while (job.ReadLine() is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("epoch 1", StringComparison.Ordinal) || line.Contains("epoch    1", StringComparison.Ordinal)) return said.ToString();
        }
        Assert.Fail(job.Error);
        return "";
    }

    /// <summary>
    /// Open MPI's launcher names the rank. MPICH's ends all ranks at once and names one process of the job, often one that it has ended itself: only that it is of the job,
    /// and that the first lines tell each rank's process, can be held to.
    /// </summary>
    static void RequireNamed(string launcher, int rank, int pid, string before, string after)
    {
        if (launcher == MpiJob.OpenMpi)
        {
            Assert.Contains($"process rank {rank} ", after, StringComparison.Ordinal);
            return;
        }
        var processes = before.Split('\n').First(line => line.StartsWith("rank 0, 1, 2: process ", StringComparison.Ordinal)).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)[5..];
        Assert.Equal(pid.ToString(), processes[rank]);
        Assert.Contains(processes, process => after.Contains($"PID {process} ", StringComparison.Ordinal));
    }

    static void Finish(string launcher, string run)
    {
        using var job = MpiJob.Start(launcher, Ranks, Arguments(run));
        var (exitCode, _) = job.Finish();
        Assert.True(exitCode == 0, job.Error);
    }

    static string[] Arguments(string run, int epochs = Epochs) => File.Exists(Path.Combine(run, "config.json")) ? ["--resume", run] : ["--output", run, "--epochs", epochs.ToString(), .. Settings];
}
