namespace ResNeXtSharp.Web.Api;

/// <summary>A request that cannot be answered as it was meant. The message is for the client.</summary>
sealed class ProblemException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>When to try again, or null.</summary>
    public int? RetryAfterSeconds { get; init; }
}
