using System.Buffers;
using System.Globalization;
using ResNeXtSharp.Protobuf;
using Paths = System.IO.Path;

namespace ResNeXtSharp.Training;

/// <summary>
/// Writes scalars as TensorBoard reads them: an event file of the folder, which <c>tensorboard --logdir</c> shows as a run. Values are gathered in memory and
/// reach the file whole, with <see cref="Flush"/> and when many have gathered. Not safe from several threads at once.
/// </summary>
/// <param name="folder">The folder, which exists. Its event file, if there is one, is gone on with.</param>
/// <param name="clock">What stamps values with their time; the system's by default.</param>
public sealed class TensorBoardWriter(string folder, TimeProvider? clock = null) : IDisposable
{
    /// <summary>The names of event files: TensorBoard asks for the word in the middle.</summary>
    public const string FilePattern = "events.out.tfevents.*";

    // What tensorflow/core/util/event.proto calls its fields.
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5;
    private const int SummaryValue = 1;
    private const int Tag = 1, SimpleValue = 2;

    // The version that TensorBoard reads, in the first record of a file.
    private const string Version = "brain.Event:2";

    private const int MostPending = 1 << 16;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ArrayBufferWriter<byte> _pending = new(2 * MostPending);
    private readonly ProtobufWriter _value = new();
    private readonly ProtobufWriter _summary = new();
    private readonly ProtobufWriter _event = new();
    private long? _end;

    /// <summary>The event file. It need not exist yet.</summary>
    public string Path => field ??= Directory.EnumerateFiles(folder, FilePattern).Max(StringComparer.Ordinal) ?? Paths.Combine(folder, NewName());

    /// <summary>Adds a value.</summary>
    /// <param name="tag">The name of its curve; what stands before a slash groups curves, as in <c>loss/train</c>.</param>
    /// <param name="value">The value; kept as a float.</param>
    /// <param name="step">Where it stands on the curve's horizontal axis.</param>
    /// <exception cref="RunDirectoryException">Many values had gathered, and they cannot be written.</exception>
    public void Add(string tag, double value, long step)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        _value.Clear().Text(Tag, tag).Float(SimpleValue, (float)value);
        _summary.Clear().Message(SummaryValue, _value);
        RecordFraming.Write(_pending, Event().Integer(Step, step).Message(Summary, _summary).Bytes);
        if (_pending.WrittenCount >= MostPending)
            Flush();
    }

    /// <summary>Has everything on the disk when it returns.</summary>
    /// <exception cref="RunDirectoryException">The file cannot be written, or is no event file. The values are kept for another attempt.</exception>
    public void Flush()
    {
        if (_pending.WrittenCount == 0)
            return;
        RunDirectory.Writing(Path, () =>
        {
            using var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            Append(file);
        });
        _pending.ResetWrittenCount();
    }

    /// <summary>Flushes.</summary>
    public void Dispose() => Flush();

    void Append(FileStream file)
    {
        // What an attempt that failed, or another process, has left behind the last whole record is no record.
        long end = _end <= file.Length ? _end.Value : RecordFraming.WholeRecords(file)
            ?? throw new RunDirectoryException(Path, "it is damaged, or no event file: move it out of the folder");
        file.SetLength(end);
        file.Position = end;
        if (end == 0)
        {
            var first = new ArrayBufferWriter<byte>();
            RecordFraming.Write(first, Event().Text(FileVersion, Version).Bytes);
            file.Write(first.WrittenSpan);
        }
        file.Write(_pending.WrittenSpan);
        file.Flush(flushToDisk: true);
        _end = file.Position;
    }

    ProtobufWriter Event() => _event.Clear().Double(WallTime, (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);

    // The names that TensorFlow gives: time and machine, so that files of several runs do not meet.
    string NewName()
    {
        string host = new([.. Environment.MachineName.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')]);
        return string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{_clock.GetUtcNow().ToUnixTimeSeconds()}.{host}");
    }
}
