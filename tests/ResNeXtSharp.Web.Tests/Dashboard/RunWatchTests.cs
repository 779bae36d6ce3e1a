using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using ResNeXtSharp.Training;
using ResNeXtSharp.Web.Dashboard;

namespace ResNeXtSharp.Web.Tests.Dashboard;

public sealed class RunWatchTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resnext-web-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_page_gets_everything_and_then_what_came_after_its_last_event()
    {
        var run = RunDirectory.Create(Path.Combine(_folder.FullName, "first"), new JsonObject { ["epochs"] = 2 });
        run.Append(Epoch(1));
        var watch = new RunWatch(_folder.FullName, new MachineCeiling(100));

        var first = await UntilReady(watch, null);
        Assert.Equal(["hello", "run", "ceiling", "ready"], first.Select(item => item.EventType));

        // Seen before the run: the page is sent all of it again, and no "hello", because what it has is of this server.
        var again = await UntilReady(watch, first[0].EventId);
        Assert.Equal(["run", "ceiling", "ready"], again.Select(item => item.EventType));

        Assert.Equal(["ready"], (await UntilReady(watch, first[^1].EventId)).Select(item => item.EventType));
        Assert.Equal("hello", (await UntilReady(watch, "another-7"))[0].EventType);
    }

    [Fact]
    public void A_run_is_finished_with_its_last_epoch_and_a_damaged_line_is_told()
    {
        var run = RunDirectory.Create(Path.Combine(_folder.FullName, "first"), new JsonObject { ["epochs"] = 1 });
        var followed = new FollowedRun("first", run);
        long number = 0;
        void Refresh() => followed.Refresh(() => ++number);

        Refresh();
        Assert.Equal(RunState.Stopped, followed.State);
        run.Append(Epoch(1));
        Refresh();
        Assert.Equal(RunState.Finished, followed.State);
        File.AppendAllText(run.MetricsJsonl, "{}\n");
        Refresh();
        Assert.Contains("line 2", followed.Problem);
    }

    static EpochResult Epoch(int epoch) => new(epoch, 1, 0.5, double.NaN, double.NaN, 0.1, 10, TimeSpan.Zero);

    static async Task<List<SseItem<string>>> UntilReady(RunWatch watch, string? last)
    {
        var items = new List<SseItem<string>>();
        await foreach (var item in watch.Follow(last, CancellationToken.None))
        {
            items.Add(item);
            if (item.EventType == "ready") break;
        }
        return items;
    }
}
