using System.Diagnostics;
using System.Globalization;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>
/// Whether the process that trains in a folder is alive. Its number is read from a file beside the lock; the lock itself is never tried, because that could
/// keep out a training that starts at that moment.
/// </summary>
static class RunOwner
{
    // A file's time may be a little before the process's own start, whose clock ticks coarsely.
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <param name="run">The run's folder.</param>
    public static bool IsAlive(string run)
    {
        var file = new FileInfo(Path.Combine(run, "checkpoints", "lock.owner"));
        try
        {
            if (file is not { Exists: true, Length: < 32 } || !int.TryParse(File.ReadAllText(file.FullName), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            using var process = Process.GetProcessById(number);
            // The number of a process that ended may have gone to a later one.
            return process.StartTime.ToUniversalTime() <= file.LastWriteTimeUtc + Tolerance;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
