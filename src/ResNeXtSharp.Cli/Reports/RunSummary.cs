using System.Globalization;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>What a training came to and where everything is.</summary>
static class RunSummary
{
    public static void Show(IAnsiConsole console, TrainingRun run, RunDirectory directory)
    {
        var last = run.Epochs[^1];
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("value");
        table.AddRow("best epoch", string.Create(CultureInfo.InvariantCulture, $"{run.Best.Epoch} of {last.Epoch}"));
        table.AddRow("validation accuracy", $"{Score.Format(run.Best.ValidationAccuracy, run.Best.ValidationCount)}, last epoch {Score.Format(last.ValidationAccuracy, last.ValidationCount)}");
        if (run.Test is { } test) table.AddRow("test accuracy of the best weights", $"{Score.Format(test.Accuracy, test.Count)}, top 5 {Score.Format(test.TopFiveAccuracy, test.Count)}");
        table.AddRow("time", Duration(run.Epochs.Aggregate(TimeSpan.Zero, (sum, epoch) => sum + epoch.Duration)));
        AddPath("best weights", directory.BestWeights);
        AddPath("last weights", directory.LastWeights);
        if (PictureWriter.Current is not null) AddPath("curves", directory.CurvesPng);
        AddPath("metrics", directory.MetricsCsv);
        console.Write(table);

        void AddPath(string what, string path) => table.AddRow(new Text(what), new Text(path));
    }

    static string Duration(TimeSpan time) => time.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
