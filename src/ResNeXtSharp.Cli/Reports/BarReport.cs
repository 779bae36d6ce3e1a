using System.Diagnostics;
using System.Globalization;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>A bar that fills up while an epoch runs, and a line in its place afterwards.</summary>
sealed class BarReport(IAnsiConsole console) : IEpochReport
{
    /// <inheritdoc/>
    public EpochResult Run(string title, Func<IProgress<TrainingProgress>?, EpochResult> train) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn())
        .Start(context =>
        {
            var bar = context.AddTask(title);
            var clock = Stopwatch.StartNew();
            return train(new SynchronousProgress<TrainingProgress>(progress =>
            {
                bar.MaxValue = progress.Batches;
                bar.Value = progress.Batch;
                bar.Description = progress.Batch == progress.Batches ? $"{title}  validating" : Describe(title, progress, clock.Elapsed);
            }));
        });

    /// <inheritdoc/>
    public void Show(string title, EpochResult result, bool isBest) => console.WriteLine(EpochLine.Of(title, result, isBest, console.Profile.Width));

    static string Describe(string title, TrainingProgress progress, TimeSpan elapsed)
    {
        var left = progress.Remaining + (progress.Epochs - progress.Epoch) * (elapsed + progress.Remaining);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{title}  loss {progress.Loss:0.000}  accuracy {Percent.Format(progress.Accuracy)}  {progress.ImagesPerSecond:0} images/s  {Clock(left)} left");
    }

    static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:mm\\:ss}";
}
