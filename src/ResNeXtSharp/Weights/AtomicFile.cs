using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>Replaces files so that a crash, a full disk or a power cut leaves either the old content or the new, never half of it.</summary>
/// <remarks>
/// The content goes to <c>name.random.tmp</c> in the same folder, is flushed to the disk, takes the target's name in one step, and the folder
/// is flushed too. A killed process can leave its temporary file behind; nothing else can. The permissions of a replaced file are kept; a
/// symbolic link is replaced, not followed.
/// </remarks>
public static class AtomicFile
{
    /// <summary>Creates or replaces a file with what <paramref name="write"/> writes.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content and leaves the stream open. When it throws, the old file stays and the exception passes through.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            WriteToDisk(temporary, target, write);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            DeleteIfPossible(temporary);
            throw;
        }
        FolderFlush.ToDisk(Path.GetDirectoryName(target)!);
    }

    /// <summary>Creates or replaces a text file: UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Deletes the temporary files that killed processes have left behind. Nobody may be writing into the folder meanwhile.</summary>
    internal static void DeleteRemains(string folder)
    {
        foreach (string temporary in Directory.GetFiles(folder, "*.*.tmp")) File.Delete(temporary);
    }

    static void WriteToDisk(string temporary, string target, Action<Stream> write)
    {
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    static void DeleteIfPossible(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
