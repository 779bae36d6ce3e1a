using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ResNeXtSharp.Training;

/// <summary>
/// Keeps two trainings out of one folder, until it is disposed or its process ends, however it ends. The file stays: deleting it could give two others a lock each.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string Lock = "lock";

    // A file that is locked cannot be read on Unix.
    private const string Owner = "lock.owner";

    // A file's time may be a little before the process's own start, whose clock ticks coarsely.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly FileStream _lock;

    RunLock(FileStream taken) => _lock = taken;

    /// <summary>Takes the lock of a run's folder, which is made if it is not there.</summary>
    /// <exception cref="RunDirectoryException">Another training has it, or the folder cannot be written.</exception>
    public static RunLock Take(string folder)
    {
        RunLock? taken = null;
        RunDirectory.Writing(folder, () =>
        {
            string inside = Path.Combine(folder, RunDirectory.Checkpoints);
            Directory.CreateDirectory(inside);
            taken = new RunLock(Open(folder, inside));
            File.WriteAllText(Path.Combine(inside, Owner), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        });
        return taken!;
    }

    /// <summary>
    /// Whether the process that took a run's lock last is alive on this machine. The lock itself is not tried, because that could keep out a training that
    /// starts at that moment.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    public static bool IsOwnerAlive(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, RunDirectory.Checkpoints, Owner));
        try
        {
            if (file is not { Exists: true, Length: < 32 } || !int.TryParse(File.ReadAllText(file.FullName), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return false;
            using var process = Process.GetProcessById(number);
            // The number of a process that ended may have gone to a later one.
            return process.StartTime.ToUniversalTime() <= file.LastWriteTimeUtc + Tolerance;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();

    static FileStream Open(string folder, string inside)
    {
        string file = Path.Combine(inside, Lock);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(file))
        {
            throw new RunDirectoryException(folder, $"{ReadOwner(inside)} is training in it: wait until it is done, or stop it", e);
        }
    }

    static string ReadOwner(string inside)
    {
        try
        {
            return $"process {File.ReadAllText(Path.Combine(inside, Owner))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
