using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>Shows how an epoch goes and what it came to.</summary>
interface IEpochReport
{
    /// <summary>Runs an epoch and shows it.</summary>
    /// <param name="title">Which epoch, such as "epoch 3/20".</param>
    /// <param name="train">Runs the epoch and tells its progress.</param>
    EpochResult Run(string title, Func<IProgress<TrainingProgress>?, EpochResult> train);

    /// <summary>Shows the result.</summary>
    void Show(string title, EpochResult result, bool isBest);
}
