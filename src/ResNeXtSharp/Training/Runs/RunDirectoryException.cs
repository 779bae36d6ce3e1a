namespace ResNeXtSharp.Training;

/// <summary>A run's folder cannot be made, written or read. The message names the path, the cause and the cure.</summary>
public sealed class RunDirectoryException : IOException
{
    internal RunDirectoryException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException) => Path = path;

    /// <summary>The folder or file concerned.</summary>
    public string Path { get; }
}
