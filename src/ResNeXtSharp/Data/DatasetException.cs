namespace ResNeXtSharp.Data;

/// <summary>Data that cannot be used: a file that is missing, damaged or of another kind, a download that failed. The message names the cause and the cure.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public DatasetException()
    {
    }

    /// <summary>An error with its cause and cure.</summary>
    public DatasetException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause and cure, and the error it came from.</summary>
    public DatasetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
