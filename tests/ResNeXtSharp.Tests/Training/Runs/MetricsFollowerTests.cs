using System.Text.Json.Nodes;
using ResNeXtSharp.Tests.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class MetricsFollowerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_read_brings_what_was_appended_since_the_last()
    {
        (RunDirectory run, MetricsFollower follower) = Create();
        Assert.Empty(follower.Read().Epochs);
        run.Append(Epoch(1));
        run.Append(Epoch(2));
        Assert.Equal([1, 2], follower.Read().Epochs.Select(epoch => epoch.Epoch));
        run.Append(Epoch(3));
        MetricsUpdate update = follower.Read();
        Assert.False(update.Restarted);
        Assert.Equal([3], update.Epochs.Select(epoch => epoch.Epoch));
        Assert.Empty(follower.Read().Epochs);
    }

    [Fact]
    public void A_line_without_an_end_waits_for_it()
    {
        (RunDirectory run, MetricsFollower follower) = Create();
        run.Append(Epoch(1));
        string line = File.ReadAllText(run.MetricsJsonl);
        File.WriteAllText(run.MetricsJsonl, line + line[..20]);
        Assert.Single(follower.Read().Epochs);
        Assert.Empty(follower.Read().Epochs);
        File.AppendAllText(run.MetricsJsonl, line[20..]);
        Assert.Single(follower.Read().Epochs);
    }

    [Fact]
    public void A_run_that_was_cut_back_begins_again_also_if_it_has_grown_past_its_old_length()
    {
        (RunDirectory run, MetricsFollower follower) = Create();
        run.Append(Epoch(1));
        run.Append(Epoch(2));
        follower.Read();
        File.WriteAllLines(run.MetricsJsonl, File.ReadLines(run.MetricsJsonl).Take(1).ToArray());
        run.Append(Epoch(2) with { ImagesPerSecond = 77 });
        run.Append(Epoch(3));
        MetricsUpdate update = follower.Read();
        Assert.True(update.Restarted);
        Assert.Equal([1, 2, 3], update.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        (RunDirectory run, MetricsFollower follower) = Create();
        run.Append(Epoch(1));
        File.AppendAllText(run.MetricsJsonl, "no json\n");
        Assert.Contains("line 2", Assert.Throws<RunDirectoryException>(() => follower.Read()).Message, StringComparison.Ordinal);
    }

    (RunDirectory Run, MetricsFollower Follower) Create()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], new JsonObject());
        return (run, new MetricsFollower(run.Path));
    }

    static EpochResult Epoch(int epoch) => new(epoch, 1.5, 0.5, 1.25, 0.75, 0.1, 10, TimeSpan.Zero);
}
