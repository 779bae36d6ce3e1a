using System.Globalization;

namespace ResNeXtSharp.Training;

/// <summary>
/// Files that a training only appends to. A checkpoint remembers their lengths; resuming cuts off what was written after it, and deletes files that were begun after it.
/// </summary>
/// <param name="folder">The run's folder.</param>
/// <param name="patterns">The files' names in it, in which <c>*</c> stands for anything, as in <c>events.out.tfevents.*</c>. They need not exist.</param>
public sealed class LogFiles(string folder, params IReadOnlyList<string> patterns) : ITrainingState
{
    private const string Lengths = "lengths";

    /// <inheritdoc/>
    public string Name => "logs";

    /// <inheritdoc/>
    public bool RollsBack => false;

    /// <summary>Writes what is not in the files yet before their lengths are taken, or null.</summary>
    public Action? Flush { get; init; }

    /// <inheritdoc/>
    public void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Flush?.Invoke();
        writer.Add(Lengths, string.Join('\n', Files().Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.Name}"))));
    }

    /// <inheritdoc/>
    /// <exception cref="RunDirectoryException">A file is shorter than it was, or cannot be written.</exception>
    public void Load(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lengths = new Dictionary<string, long>();
        foreach (string line in reader.Text(Lengths).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ', 2);
            if (parts.Length < 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long length))
                throw reader.Refused(Lengths, $"\"{line}\" is no length and name of a file");
            lengths[parts[1]] = length;
        }
        // Names in a checkpoint are never opened: only files of the patterns are touched.
        FileInfo[] files = [.. Files()];
        foreach ((string name, long length) in lengths)
            RequireLength(name, files.FirstOrDefault(file => file.Name == name)?.Length ?? 0, length);
        foreach (FileInfo file in files)
            Cut(file, lengths.GetValueOrDefault(file.Name));
    }

    /// <summary>Deletes the files, for a training that begins again.</summary>
    /// <exception cref="RunDirectoryException">A file cannot be deleted.</exception>
    public void Clear()
    {
        foreach (FileInfo file in Files())
            Cut(file, 0);
    }

    void RequireLength(string name, long now, long then)
    {
        if (now < then)
            throw new RunDirectoryException(Path.Combine(folder, name), $"it has {now:N0} bytes and had {then:N0} when the checkpoint was saved: put the file back as it was");
    }

    static void Cut(FileInfo file, long length)
    {
        if (file.Length > length)
        {
            RunDirectory.Writing(file.FullName, () =>
            {
                if (length == 0)
                {
                    file.Delete();
                    return;
                }
                using FileStream stream = file.Open(FileMode.Open, FileAccess.Write, FileShare.Read);
                stream.SetLength(length);
                stream.Flush(flushToDisk: true);
            });
        }
    }

    IEnumerable<FileInfo> Files() => patterns.SelectMany(pattern => new DirectoryInfo(folder).EnumerateFiles(pattern)).OrderBy(file => file.Name, StringComparer.Ordinal);
}
