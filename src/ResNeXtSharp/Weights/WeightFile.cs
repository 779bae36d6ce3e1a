using Microsoft.Win32.SafeHandles;

namespace ResNeXtSharp.Weights;

/// <summary>A weight file, on the disk or in memory, that is read at any position; every failure is a <see cref="WeightFormatException"/>.</summary>
/// <remarks>Reads carry their own position, so several threads may read at once.</remarks>
sealed class WeightFile : IDisposable
{
    readonly SafeFileHandle? _handle;
    readonly ReadOnlyMemory<byte> _content;

    WeightFile(string path, SafeFileHandle handle)
    {
        _handle = handle;
        Path = path;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>A file whose bytes are in memory.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="content">Its bytes.</param>
    public WeightFile(string name, ReadOnlyMemory<byte> content)
    {
        _content = content;
        Path = name;
        Length = content.Length;
    }

    /// <summary>The path as the caller gave it.</summary>
    public string Path { get; }

    /// <summary>Size in bytes when the file was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a regular, non-empty file.</summary>
    public static WeightFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            RefuseWhatIsNoRegularFile(path);
            return new WeightFile(path, File.OpenHandle(path, share: FileShare.Read | FileShare.Delete, options: FileOptions.SequentialScan));
        }
        catch (Exception e) when (IsInputFailure(e))
        {
            throw new WeightFormatException(path, $"the file cannot be opened: {e.Message}", innerException: e);
        }
    }

    /// <summary>Fills <paramref name="destination"/> from byte <paramref name="offset"/> on.</summary>
    public void ReadExactly(long offset, Span<byte> destination, string? tensorName = null)
    {
        while (destination.Length > 0)
        {
            int read = ReadSome(offset, destination, tensorName);
            if (read == 0)
                throw new WeightFormatException(Path, "the file became shorter while being read: try again once it is complete", offset, tensorName);
            offset += read;
            destination = destination[read..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();

    int ReadSome(long offset, Span<byte> destination, string? tensorName)
    {
        if (_handle is null)
        {
            ReadOnlySpan<byte> rest = _content.Span[(int)Math.Min(offset, Length)..];
            int count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            return count;
        }
        try
        {
            return RandomAccess.Read(_handle, destination, offset);
        }
        catch (Exception e) when (IsInputFailure(e))
        {
            throw new WeightFormatException(Path, $"the file cannot be read: {e.Message}", offset, tensorName, e);
        }
    }

    static void RefuseWhatIsNoRegularFile(string path)
    {
        if (Directory.Exists(path)) throw new WeightFormatException(path, "this is a folder: give the weight file inside it");
        if (!File.Exists(path)) throw new WeightFormatException(path, "there is no such file: check the path");

        // Opening a named pipe waits for a writer, possibly for ever. Pipes and devices report no length, which needs no opening to see.
        var file = new FileInfo(path);
        long length = file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : file.Length;
        if (length == 0) throw new WeightFormatException(path, "the file is empty (or no regular file): download or save it again");
    }

    static bool IsInputFailure(Exception e) => e is (IOException or UnauthorizedAccessException) and not WeightFormatException;
}
