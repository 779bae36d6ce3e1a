namespace ResNeXtSharp.Distributed;

/// <summary>The ranks of a training cannot work together: something differs between them, or one is lost.</summary>
/// <param name="message">What, and on which rank.</param>
public sealed class RankFailureException(string message) : Exception(message);
