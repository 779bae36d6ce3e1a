using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>Says in one line each what went wrong and was mended.</summary>
sealed class WarningReport(TextWriter error) : IProgress<NonFiniteEvent>, IProgress<WeightFormatException>
{
    /// <inheritdoc/>
    public void Report(NonFiniteEvent value) => Say(value.ToString());

    /// <inheritdoc/>
    public void Report(WeightFormatException value) => Say($"a checkpoint is put aside and the one before it is used: {value.Message}");

    /// <summary>Writes a warning.</summary>
    public void Say(string warning) => error.WriteLine($"warning: {warning}");
}
