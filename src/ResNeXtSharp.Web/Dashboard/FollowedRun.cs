using System.Text.Json;
using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>A run as it was when it was last looked at.</summary>
sealed class FollowedRun(string name, RunDirectory directory)
{
    readonly MetricsFollower _metrics = new(directory.Path);
    readonly List<(long Number, EpochView Epoch)> _epochs = [];
    (DateTime Written, long Length) _configurationStamp;

    /// <summary>The folder's name.</summary>
    public string Name => name;

    /// <summary>The folder and what lies in it.</summary>
    public RunDirectory Directory => directory;

    /// <summary>How far it is.</summary>
    public RunState State { get; private set; } = RunState.Stopped;

    /// <summary>The content of <c>config.json</c>.</summary>
    public JsonObject Configuration { get; private set; } = [];

    /// <summary>Why the folder cannot be read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The number of the last change that adding epochs cannot express.</summary>
    public long ReplacedAt { get; private set; }

    /// <summary>Operations of a training step on one picture, in thousand millions, or null where the model is not known.</summary>
    public double? Gigaflop { get; private set; }

    /// <summary>The epochs that came after a change.</summary>
    public IEnumerable<(long Number, EpochView Epoch)> EpochsAfter(long number) => _epochs.SkipWhile(each => each.Number <= number);

    /// <summary>All that is known.</summary>
    public RunView View => new(Name, State, Problem, Configuration, Gigaflop, [.. _epochs.Select(each => each.Epoch)]);

    /// <summary>Looks at the folder again.</summary>
    /// <param name="next">Gives each change its number.</param>
    public void Refresh(Func<long> next)
    {
        var before = (State, Problem);
        var replaced = ReadConfiguration();
        try
        {
            var update = _metrics.Read();
            if (update.Restarted)
            {
                _epochs.Clear();
                replaced = true;
            }
            foreach (var epoch in update.Epochs) _epochs.Add((next(), EpochView.Of(epoch)));
            Problem = null;
        }
        catch (RunDirectoryException e)
        {
            _epochs.Clear();
            Problem = e.Message;
        }
        State = Now();
        if (replaced || before != (State, Problem)) ReplacedAt = next();
    }

    RunState Now()
    {
        var planned = Configuration["epochs"] is JsonValue value && value.TryGetValue(out int epochs) ? epochs : int.MaxValue;
        return _epochs.Count > 0 && _epochs[^1].Epoch.Epoch >= planned ? RunState.Finished : RunLock.IsOwnerAlive(directory.Path) ? RunState.Training : RunState.Stopped;
    }

    /// <returns>Whether it has changed.</returns>
    bool ReadConfiguration()
    {
        var file = new FileInfo(directory.ConfigPath);
        try
        {
            if (!file.Exists || (file.LastWriteTimeUtc, file.Length) == _configurationStamp || file.Length > RunDirectory.MaxConfigBytes) return false;
            _configurationStamp = (file.LastWriteTimeUtc, file.Length);
            Configuration = JsonNode.Parse(File.ReadAllText(file.FullName)) as JsonObject ?? [];
            Gigaflop = TrainingCost.GigaflopPerPicture(Configuration);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }
}
