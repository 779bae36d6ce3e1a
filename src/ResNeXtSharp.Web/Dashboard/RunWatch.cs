using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>
/// Follows the runs of a folder for all who look on, while somebody does: each change gets a number, and a page that comes back with the last number it has
/// seen is sent what came after.
/// </summary>
sealed class RunWatch(string folder, MachineCeiling ceiling, TimeProvider? clock = null)
{
    /// <summary>How often the folder is looked at: once for all pages, however many there are.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A page that hears nothing for long cannot tell a quiet server from one that is gone.
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    readonly TimeProvider _clock = clock ?? TimeProvider.System;
    readonly Lock _gate = new();
    readonly SortedDictionary<string, FollowedRun> _runs = new(StringComparer.Ordinal);
    readonly List<(long Number, string Name)> _gone = [];
    readonly string _server = Guid.NewGuid().ToString("N")[..8];
    long _ceilingAt;
    long _number;
    long? _refreshed;

    /// <summary>A run by its name, or null.</summary>
    public FollowedRun? Find(string name)
    {
        lock (_gate)
        {
            Refresh();
            return _runs.GetValueOrDefault(name);
        }
    }

    /// <summary>All runs.</summary>
    public IReadOnlyList<RunView> Runs()
    {
        lock (_gate)
        {
            Refresh();
            return [.. _runs.Values.Select(run => run.View)];
        }
    }

    /// <summary>Whether a training goes on that work in this process would slow.</summary>
    public bool IsTraining()
    {
        lock (_gate)
        {
            Refresh();
            return AnyTraining;
        }
    }

    /// <summary>Everything, and then every change: events <c>hello</c> (forget what you have), <c>run</c>, <c>epoch</c>, <c>gone</c>, <c>ceiling</c>, <c>ready</c> and <c>ping</c>.</summary>
    /// <param name="lastEventId">The last event that a page has seen, or null.</param>
    /// <param name="cancellation">The page is gone, or the server ends.</param>
    public async IAsyncEnumerable<SseItem<string>> Follow(string? lastEventId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = Seen(lastEventId);
        if (seen is null) yield return Item("hello", "{}", 0);
        var last = seen ?? 0;
        var quiet = _clock.GetTimestamp();
        for (var isFirst = true; !cancellation.IsCancellationRequested; isFirst = false)
        {
            var news = NewsAfter(last);
            foreach (var item in news) yield return item.Item;
            if (news.Count > 0) last = news[^1].Number;
            if (isFirst) yield return Item("ready", "{}", last);
            if (news.Count > 0 || isFirst)
            {
                quiet = _clock.GetTimestamp();
            }
            else if (_clock.GetElapsedTime(quiet) > Heartbeat)
            {
                quiet = _clock.GetTimestamp();
                yield return Item("ping", "{}", last);
            }
            try
            {
                await Task.Delay(Interval, _clock, cancellation);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }

    bool AnyTraining => _runs.Values.Any(run => run.State == RunState.Training);

    List<(long Number, SseItem<string> Item)> NewsAfter(long last)
    {
        lock (_gate)
        {
            Refresh();
            var news = new List<(long Number, SseItem<string> Item)>();
            void Add(string type, string json, long number) => news.Add((number, Item(type, json, number)));
            foreach (var run in _runs.Values)
            {
                if (run.ReplacedAt > last)
                {
                    // What it holds is as new as its newest epoch.
                    var newest = run.EpochsAfter(last).Select(each => each.Number).Append(run.ReplacedAt).Max();
                    Add("run", JsonSerializer.Serialize(run.View, DashboardJson.Default.RunView), newest);
                }
                else
                {
                    foreach (var (number, epoch) in run.EpochsAfter(last)) Add("epoch", JsonSerializer.Serialize(new EpochAdded(run.Name, epoch), DashboardJson.Default.EpochAdded), number);
                }
            }
            foreach (var (number, name) in _gone.Where(gone => gone.Number > last)) Add("gone", JsonSerializer.Serialize(new RunGone(name), DashboardJson.Default.RunGone), number);
            if (_ceilingAt > last) Add("ceiling", JsonSerializer.Serialize(ceiling.View, DashboardJson.Default.CeilingView), _ceilingAt);
            // In the order of their numbers, so that whoever was cut off in between goes on from there.
            news.Sort((left, right) => left.Number.CompareTo(right.Number));
            return news;
        }
    }

    void Refresh()
    {
        if (_refreshed is { } at && _clock.GetElapsedTime(at) < Interval / 2) return;
        var found = RunFolders.Find(folder).ToList();
        foreach (var name in _runs.Keys.Except(found.Select(run => run.Name)).ToList())
        {
            _runs.Remove(name);
            _gone.Add((++_number, name));
        }
        foreach (var (name, directory) in found)
        {
            if (!_runs.TryGetValue(name, out var run)) _runs[name] = run = new FollowedRun(name, directory);
            run.Refresh(() => ++_number);
        }
        if (ceiling.MeasureUnless(AnyTraining) || _ceilingAt == 0) _ceilingAt = ++_number;
        _refreshed = _clock.GetTimestamp();
    }

    SseItem<string> Item(string type, string json, long number) => new(json, type)
    {
        EventId = string.Create(CultureInfo.InvariantCulture, $"{_server}-{number}"),
        ReconnectionInterval = Interval,
    };

    /// <returns>The number in an event's name, or null if another server gave it.</returns>
    long? Seen(string? id) =>
        id?.Split('-') is [var server, var number] && server == _server && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
