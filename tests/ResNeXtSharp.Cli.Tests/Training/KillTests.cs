using System.Diagnostics;
using System.Runtime.Versioning;

namespace ResNeXtSharp.Cli.Tests.Training;

/// <summary>Trainings that are ended from outside at any moment.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    // RESNEXT_KILLS asks for more.
    static readonly int Kills = TinyTraining.Count("RESNEXT_KILLS", few: 3);

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_that_is_killed_again_and_again_comes_to_the_same_bits()
    {
        var (expected, shortest) = TinyTraining.Uninterrupted;
        var random = new Random(TinyTraining.Seed);
        var (killed, trainings) = (0, 0);
        for (; killed < Kills; trainings++)
        {
            var run = _folder[$"run{trainings}"];
            var clock = Stopwatch.StartNew();
            var before = killed;
            while (killed < Kills && Kill(run, random.Next(shortest))) killed++;
            // The machine's speed changes: a moment after the end kills nothing.
            if (killed == before) shortest = Math.Min(shortest, (int)clock.ElapsedMilliseconds);
            TinyTraining.Finish(run);
            Assert.True(expected == TinyTraining.Outcome(run), $"{run} after {killed} kills, seed {TinyTraining.Seed}");
            Assert.Empty(Directory.GetFiles(run, "*.tmp", SearchOption.AllDirectories));
            Assert.Empty(Directory.GetFiles(run, "*.damaged", SearchOption.AllDirectories));
        }
        output.WriteLine($"{killed} kills in {trainings} trainings of {shortest} ms: all gone on with, to the same bits");
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_second_signal_ends_a_training_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs kill");
        // Gradients that are gathered are never saved: the first signal waits for the end of the epoch.
        using var training = TinyTraining.Command(
            ["train", "--output", _folder["run"], "--data", "shapes", "--train-size", "100000", "--model", "resnext_tiny", "--accumulate", "100000"]);
        while (training.StandardOutput.ReadLine() is { } line && !line.Contains("training", StringComparison.Ordinal))
        {
        }

        training.WaitForExit(1000);
        Terminate(training);
        training.WaitForExit(500);
        Terminate(training);
        Assert.True(training.WaitForExit(20_000));
        Assert.NotEqual(0, training.ExitCode);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_signal_saves_and_says_how_to_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs kill");
        using var training = TinyTraining.Start(_folder["run"]);
        while (training.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 1", StringComparison.Ordinal))
        {
        }
        Terminate(training);
        Assert.Contains($"go on with: resnext train --resume {_folder["run"]}", training.StandardError.ReadToEnd());
        training.WaitForExit();

        Assert.Equal(ExitCode.Cancelled, training.ExitCode);
        TinyTraining.Finish(_folder["run"]);
        Assert.Equal(TinyTraining.Uninterrupted.Outcome, TinyTraining.Outcome(_folder["run"]));
    }

    /// <summary>Kills the training after some milliseconds.</summary>
    /// <returns>Whether it was still at it.</returns>
    static bool Kill(string run, int after)
    {
        using var training = TinyTraining.Start(run);
        var isDone = training.WaitForExit(after);
        if (isDone) Assert.Equal((ExitCode.Success, ""), (training.ExitCode, training.StandardError.ReadToEnd()));
        else training.Kill();
        training.WaitForExit();
        return !isDone;
    }

    static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        kill.WaitForExit();
    }
}
