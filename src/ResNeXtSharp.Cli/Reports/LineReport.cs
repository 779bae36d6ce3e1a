using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>One plain line for each epoch.</summary>
sealed class LineReport(IAnsiConsole console) : IEpochReport
{
    /// <inheritdoc/>
    public EpochResult Run(string title, Func<IProgress<TrainingProgress>?, EpochResult> train) => train(null);

    /// <inheritdoc/>
    public void Show(string title, EpochResult result, bool isBest) => console.WriteLine(EpochLine.Of(title, result, isBest));
}
