using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Data;

/// <summary>Names each picture that is left out because it cannot be read.</summary>
sealed class SkippedReport(TextWriter error) : IProgress<DatasetException>
{
    /// <inheritdoc/>
    public void Report(DatasetException value) => error.WriteLine($"left out: {value.Message}");
}
