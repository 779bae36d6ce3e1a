namespace ResNeXtSharp.Training;

/// <summary>Files that a training only appends to. A checkpoint remembers their lengths; resuming cuts off what was written after it.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="names">The files' names in it. They need not exist.</param>
public sealed class LogFiles(string folder, params IReadOnlyList<string> names) : ITrainingState
{
    /// <inheritdoc/>
    public string Name => "logs";

    /// <inheritdoc/>
    public bool RollsBack => false;

    /// <inheritdoc/>
    public void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (string name in names)
            writer.Add(name, LengthOf(name));
    }

    /// <inheritdoc/>
    /// <exception cref="RunDirectoryException">A file is shorter than it was, or cannot be written.</exception>
    public void Load(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        long[] lengths = [.. names.Select(reader.Integer)];
        for (int i = 0; i < names.Count; i++)
            RequireLength(names[i], lengths[i]);
        for (int i = 0; i < names.Count; i++)
            Cut(names[i], lengths[i]);
    }

    /// <summary>Empties the files, for a training that begins again.</summary>
    /// <exception cref="RunDirectoryException">A file cannot be written.</exception>
    public void Clear()
    {
        foreach (string name in names)
            Cut(name, 0);
    }

    void RequireLength(string name, long length)
    {
        if (LengthOf(name) < length)
            throw new RunDirectoryException(PathOf(name), $"it has {LengthOf(name):N0} bytes and had {length:N0} when the checkpoint was saved: put the file back as it was");
    }

    void Cut(string name, long length)
    {
        if (LengthOf(name) > length)
        {
            RunDirectory.Writing(PathOf(name), () =>
            {
                using var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Write, FileShare.Read);
                stream.SetLength(length);
                stream.Flush(flushToDisk: true);
            });
        }
    }

    long LengthOf(string name) => new FileInfo(PathOf(name)) is { Exists: true, Length: var length } ? length : 0;

    string PathOf(string name) => Path.Combine(folder, name);
}
