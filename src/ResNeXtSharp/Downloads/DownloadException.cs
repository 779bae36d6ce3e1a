namespace ResNeXtSharp.Downloads;

/// <summary>A file that cannot be downloaded, or is not the published one. The message names the cause and the cure.</summary>
public sealed class DownloadException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public DownloadException()
    {
    }

    /// <summary>An error with its cause and cure.</summary>
    public DownloadException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause and cure, and the error it came from.</summary>
    public DownloadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
