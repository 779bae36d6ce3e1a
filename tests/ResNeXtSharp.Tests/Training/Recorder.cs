namespace ResNeXtSharp.Tests.Training;

/// <summary>Keeps every report, on the thread that makes it.</summary>
internal sealed class Recorder<T>(Action<T>? onReport = null) : IProgress<T>
{
    internal List<T> Reports { get; } = [];

    public void Report(T value)
    {
        Reports.Add(value);
        onReport?.Invoke(value);
    }
}
