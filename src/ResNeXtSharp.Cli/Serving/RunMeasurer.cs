using ResNeXtSharp.Cli.Commands;
using ResNeXtSharp.Cli.HtmlReport;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web.Dashboard;

namespace ResNeXtSharp.Cli.Serving;

/// <summary>Measures a run for the dashboard as <c>resnext report</c> does.</summary>
sealed class RunMeasurer(CommandContext context) : IRunMeasurer
{
    const int Errors = 12;

    public MeasuredRun Measure(string run, IProgress<(int Done, int Total)> progress, CancellationToken cancellation)
    {
        try
        {
            var folder = RunFolder.Open(run);
            var loaded = Classifier.Open(folder.BestWeights);
            var pictures = ReportCommand.TestPictures(folder, loaded, folder.DataPlace, context.ErrorConsole, cancellation);
            using var loader = new DataLoader(pictures, ReportCommand.BatchSize, shuffle: false, loaded.Transform);
            var steps = new SynchronousProgress<MeasuringProgress>(at => progress.Report((at.Done, at.Total)));
            return ToView(new RunMeasuring(loaded, loader, folder.DataPlace).Run(Errors, steps, cancellation), loaded.Description.ClassNames, folder.HeldOut);
        }
        catch (UsageException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }

    static MeasuredRun ToView(RunMeasurement measured, IReadOnlyList<string> names, bool heldOut)
    {
        var confusion = measured.Evaluation.Confusion;
        var classes = Enumerable.Range(0, confusion.Classes).ToList();
        return new MeasuredRun(
            names,
            measured.Evaluation.Accuracy,
            measured.Evaluation.Count,
            [.. classes.Select(label => classes.Select(predicted => confusion[label, predicted]).ToArray())],
            heldOut,
            [.. measured.WorstErrors.Select(error => new MeasuredError(
                error.Origin, names[error.Label], names[error.Predicted], error.Confidence, error.TrueProbability, error.Picture.ToPng()))]);
    }
}
