using System.Text;

namespace ResNeXtSharp.Training;

/// <summary>
/// Reads a run's metrics while another process writes them: each time what was appended since the last. The file is open only while it is read, and shared with
/// every writer. Not safe from several threads at once.
/// </summary>
/// <param name="folder">The run's folder. There need be no metrics in it yet.</param>
public sealed class MetricsFollower(string folder)
{
    // A million epochs; a longer file is none of a training's.
    private const int MostBytes = 256 << 20;

    private readonly string _file = Path.Combine(folder, RunDirectory.Jsonl);
    private byte[] _lastLine = [];
    private long _position;
    private int _lines;

    /// <summary>Reads what is new. A line without an end is left for the next time.</summary>
    /// <exception cref="RunDirectoryException">The file cannot be read, or is damaged; everything is read again the next time.</exception>
    public MetricsUpdate Read()
    {
        try
        {
            return ReadFile();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Forget();
            throw e as RunDirectoryException ?? new RunDirectoryException(_file, $"the metrics cannot be read: {e.Message}", e);
        }
    }

    MetricsUpdate ReadFile()
    {
        if (!File.Exists(_file))
            return new MetricsUpdate(Forget(), []);
        using var file = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > MostBytes)
            throw new RunDirectoryException(_file, $"it has {file.Length:N0} bytes: no training writes as many, move it away");
        bool restarted = !EndsAsBefore(file) && Forget();
        file.Position = _position;
        byte[] added = new byte[Math.Max(file.Length - _position, 0)];
        int length = file.ReadAtLeast(added, added.Length, throwOnEndOfStream: false);
        return new MetricsUpdate(restarted, [.. Lines(added.AsMemory(0, length))]);
    }

    IEnumerable<EpochResult> Lines(ReadOnlyMemory<byte> text)
    {
        for (int end; (end = text.Span.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
        {
            ReadOnlyMemory<byte> line = text[..(end + 1)];
            EpochResult result = RunDirectory.Parse(_file, Encoding.UTF8.GetString(line.Span), _lines + 1).ToResult();
            _lastLine = line.ToArray();
            _position += line.Length;
            _lines++;
            yield return result;
        }
    }

    /// <summary>A run that is resumed cuts its files back, and may have grown past the old length since.</summary>
    bool EndsAsBefore(FileStream file)
    {
        if (file.Length < _position)
            return false;
        file.Position = _position - _lastLine.Length;
        byte[] line = new byte[_lastLine.Length];
        file.ReadExactly(line);
        return line.AsSpan().SequenceEqual(_lastLine);
    }

    /// <returns>Whether there was something to forget.</returns>
    bool Forget()
    {
        bool any = _position > 0;
        (_position, _lines, _lastLine) = (0, 0, []);
        return any;
    }
}
