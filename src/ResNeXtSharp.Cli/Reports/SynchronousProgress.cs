namespace ResNeXtSharp.Cli.Reports;

/// <summary>Calls an action at once, on the thread that reports.</summary>
sealed class SynchronousProgress<T>(Action<T> action) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => action(value);
}
