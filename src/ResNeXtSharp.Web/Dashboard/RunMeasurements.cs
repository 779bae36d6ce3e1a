using System.Collections.Concurrent;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>Measures runs when somebody asks, one at a time, and remembers what was found until the weights change.</summary>
sealed class RunMeasurements(IRunMeasurer measurer) : IDisposable
{
    readonly ConcurrentDictionary<string, (DateTime Weights, MeasurementView View)> _known = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _turn = new(1);
    readonly CancellationTokenSource _end = new();

    /// <summary>How far the measurement of a run is.</summary>
    public MeasurementView Of(FollowedRun run) =>
        _known.TryGetValue(run.Name, out var known) && (known.Weights == WeightsOf(run) || IsUnderWay(known.View)) ? known.View : new MeasurementView("none");

    /// <summary>Starts a measurement, unless it is under way or its result is there.</summary>
    public MeasurementView Start(FollowedRun run)
    {
        lock (_known)
        {
            if (Of(run) is { State: not ("none" or "failed") } known) return known;
            var weights = WeightsOf(run);
            void Note(MeasurementView view) => _known[run.Name] = (weights, view);
            Note(new MeasurementView("waiting"));
            _ = Task.Run(() => MeasureAsync(run, Note));
            return Of(run);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    async Task MeasureAsync(FollowedRun run, Action<MeasurementView> note)
    {
        var cancellation = _end.Token;
        try
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                note(new MeasurementView("measuring"));
                var result = measurer.Measure(run.Directory.Path, new Progress(note), cancellation);
                note(new MeasurementView("done", Result: result));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or FormatException or NotSupportedException)
        {
            note(new MeasurementView("failed", Problem: e.Message));
        }
    }

    static bool IsUnderWay(MeasurementView view) => view.State is "waiting" or "measuring";

    static DateTime WeightsOf(FollowedRun run) => File.GetLastWriteTimeUtc(run.Directory.BestWeights);

    private sealed class Progress(Action<MeasurementView> note) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => note(new MeasurementView("measuring", value.Done, value.Total));
    }
}
