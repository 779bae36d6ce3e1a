using System.Globalization;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Training;

/// <summary>
/// A folder of checkpoints, <c>step-N.safetensors</c> after N batches: the last one and the one before it. A new one is complete on the disk before an older
/// one goes, and one that cannot be read gives way to the one before it.
/// </summary>
/// <param name="folder">The folder; it is made with the first checkpoint.</param>
public sealed class TrainingCheckpoints(string folder)
{
    private const int Kept = 2;
    private const string Prefix = "step-";
    private const string Extension = ".safetensors";

    private readonly List<ITrainingState> _added = [];
    private bool _isMade;
    private long _savedStep;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>
    /// After how many batches to save, beside the end of each epoch; 0 for never. Where several batches make one update, the next update is waited for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int SaveEvery
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Told of each checkpoint that cannot be used, and is put aside, when an older one takes its place.</summary>
    public IProgress<WeightFormatException>? Damaged { get; init; }

    /// <summary>The ranks that train together, or null for this process alone: the first of them writes and reads, and the others get what it has read.</summary>
    public RankGroup? Ranks { get; init; }

    private bool Writes => Ranks is not { IsFirst: false };

    /// <summary>Pieces of state beside those that a trainer knows of itself, in the order they were added.</summary>
    internal IReadOnlyList<ITrainingState> Added => _added;

    /// <summary>Whether there is a checkpoint.</summary>
    public bool Any => Files().Any();

    /// <summary>Adds a piece of state to keep, such as a schedule or an average of the weights.</summary>
    /// <exception cref="ArgumentException">A piece of that name is there.</exception>
    public void Add(ITrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_added.Any(added => added.Name == state.Name))
            throw new ArgumentException($"A piece called {state.Name} is kept already.", nameof(state));
        _added.Add(state);
    }

    /// <summary>Whether enough batches have passed since the last checkpoint.</summary>
    internal bool IsDue(long step) => SaveEvery > 0 && step - _savedStep >= SaveEvery;

    /// <summary>Writes a checkpoint, and deletes those that are not kept any longer.</summary>
    /// <exception cref="NonFiniteStateException">A tensor is not finite; no file has changed.</exception>
    /// <exception cref="RunDirectoryException">It cannot be written; those before it are still there.</exception>
    internal void Save(long step, IEnumerable<ITrainingState> pieces)
    {
        _savedStep = step;
        if (!Writes)
        {
            // For the others as for the first: what is not finite is not saved.
            StateWriter.RequireFinite(pieces);
            return;
        }
        string file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step}{Extension}"));
        RunDirectory.Writing(file, () =>
        {
            // Only once: a folder that was removed meanwhile is not made anew without what was in it.
            if (!_isMade)
                Directory.CreateDirectory(folder);
            _isMade = true;
            CheckpointFile.Write(file, pieces);
            foreach ((_, string old) in Files().Skip(Kept))
                File.Delete(old);
        });
    }

    /// <summary>Loads the newest checkpoint that can be read into pieces that wrote all of it.</summary>
    /// <returns>The file, or null if there is no checkpoint.</returns>
    /// <exception cref="WeightFormatException">No checkpoint can be read, or it does not fit the pieces.</exception>
    internal string? Load(IReadOnlyList<ITrainingState> pieces) => ReadNewest(reader =>
    {
        reader.Load(pieces);
        // The logs of a run are the first rank's alone.
        if (Writes)
            reader.RequireAllRead();
    });

    /// <summary>Loads what rolls back from the newest checkpoint that can be read.</summary>
    /// <returns>The file, or null if there is no checkpoint.</returns>
    internal string? RollBack(IEnumerable<ITrainingState> pieces) => ReadNewest(reader => reader.Load(pieces.Where(piece => piece.RollsBack)));

    string? ReadNewest(Action<StateReader> read)
    {
        if (OpenShared() is not { } file)
            return null;
        using (file)
        {
            read(new StateReader(file));
            return file.Path;
        }
    }

    TensorFile? OpenShared()
    {
        TensorFile? file = Writes ? OpenNewest() : null;
        if (Ranks is null)
            return file;
        string? shared = Ranks.ShareFile(file?.Path);
        _savedStep = (long)Ranks.Gather([_savedStep])[0];
        return Writes || shared is null ? file : CheckpointFile.Open(shared);
    }

    TensorFile? OpenNewest()
    {
        WeightFormatException? first = null;
        foreach ((long step, string path) in Files().ToList())
        {
            try
            {
                TensorFile file = CheckpointFile.Open(path);
                (_isMade, _savedStep) = (true, step);
                return file;
            }
            catch (WeightFormatException e)
            {
                first ??= e;
                Damaged?.Report(e);
                // A file that is no checkpoint must not count as one when the next are pruned.
                RunDirectory.Writing(path, () => File.Move(path, path + ".damaged", overwrite: true));
            }
        }
        return first is null ? null : throw new WeightFormatException(folder, $"no checkpoint can be used: {first.Message}", innerException: first);
    }

    /// <summary>The checkpoints, newest first.</summary>
    IEnumerable<(long Step, string Path)> Files()
    {
        if (!Directory.Exists(folder))
            return [];
        return from path in Directory.GetFiles(folder, $"{Prefix}*{Extension}")
               let step = StepOf(Path.GetFileName(path))
               where step is not null
               orderby step descending
               select (step.Value, path);
    }

    static long? StepOf(string name) =>
        long.TryParse(name.AsSpan()[Prefix.Length..^Extension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null;
}
