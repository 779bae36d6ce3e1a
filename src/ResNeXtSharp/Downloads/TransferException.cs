namespace ResNeXtSharp.Downloads;

/// <summary>An attempt to download that failed.</summary>
sealed class TransferException(string message, bool isFinal = false, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the same address would fail again.</summary>
    public bool IsFinal { get; } = isFinal;
}
