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
