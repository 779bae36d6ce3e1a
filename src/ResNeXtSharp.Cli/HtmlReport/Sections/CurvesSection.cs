using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Charts;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>How the training went: loss, accuracy and learning rate over the epochs.</summary>
static class CurvesSection
{
    public static XElement Create(ReportContent report)
    {
        var words = report.Words;
        return Block.Section(
            "curves",
            words["Training", "学習の経過"],
            words[
                "Both losses should fall and both accuracies rise. Where the training curve goes on improving and the validation curve no longer does, the network learns its training pictures by heart. Training values are those of the steps, with all augmentation, so they may be worse than validation.",
                "どちらの損失も下がり、どちらの正解率も上がるのがよい。学習の曲線だけが良くなり続け、検証の曲線が良くならなくなったところからは、学習用の画像を丸暗記している。学習側の値は各ステップで(データ拡張をかけた画像で)測ったものなので、検証より悪く見えることもある。"],
            Tag.Of(
                "div.charts",
                Figure(report, words["Loss", "損失"], epoch => epoch.TrainLoss, epoch => epoch.ValidationLoss, Words.Short),
                Figure(report, words["Accuracy", "正解率"], epoch => epoch.TrainAccuracy, epoch => epoch.ValidationAccuracy, Words.Share, isFromZero: false, most: 1),
                LearningRate(report)),
            Block.Details(words["All epochs as a table", "全エポックの表"], Table(report)));
    }

    static XElement Figure(
        ReportContent report, string title, Func<EpochResult, double> train, Func<EpochResult, double> validation, Func<double, string> format, bool isFromZero = true, double most = double.PositiveInfinity)
    {
        var chart = Chart(report, title, format, [new("train", report.Words["training", "学習"], Values(train)), new("validation", report.Words["validation", "検証"], Values(validation))]);
        return Block.Figure(title, Legend(report, chart), (chart with { IsFromZero = isFromZero, Most = most }).Draw());

        IReadOnlyList<double> Values(Func<EpochResult, double> value) => [.. report.Run.Epochs.Select(value)];
    }

    static XElement LearningRate(ReportContent report)
    {
        var title = report.Words["Learning rate", "学習率"];
        var chart = Chart(report, title, Words.Short, [new("rate", report.Words["at the start of the epoch", "エポック開始時"], [.. report.Run.Epochs.Select(epoch => epoch.LearningRate)])]);
        return Block.Figure(title, Legend(report, chart), chart.Draw());
    }

    static LineChart Chart(ReportContent report, string title, Func<double, string> format, IReadOnlyList<Series> series) => new()
    {
        Title = title,
        Epochs = [.. report.Run.Epochs.Select(epoch => epoch.Epoch)],
        Series = series,
        Format = format,
        EpochWord = report.Words["epoch", "エポック"],
        Mark = report.Run.Best.Epoch,
    };

    static XElement Legend(ReportContent report, LineChart chart) => Tag.Of(
        "p.legend",
        chart.Series.Select(series => Tag.Of($"span.{series.Class}", series.Name)),
        Tag.Of("span.best", report.Words[$"best epoch, {chart.Mark}", $"最良の第 {chart.Mark} エポック"]));

    static XElement Table(ReportContent report)
    {
        var words = report.Words;
        return Block.Table(
            words["Epochs", "エポック"],
            [words["epoch", "エポック"], words["#training loss", "#学習の損失"], words["#training accuracy", "#学習の正解率"], words["#validation loss", "#検証の損失"], words["#validation accuracy", "#検証の正解率"], words["#learning rate", "#学習率"], words["#pictures/s", "#枚/秒"]],
            report.Run.Epochs.Select(epoch => (IReadOnlyList<object>)
            [
                Words.Count(epoch.Epoch), Words.Number(epoch.TrainLoss, "0.0000"), Words.Share(epoch.TrainAccuracy), Words.Number(epoch.ValidationLoss, "0.0000"),
                Words.Share(epoch.ValidationAccuracy), Words.Short(epoch.LearningRate), Words.Number(epoch.ImagesPerSecond, "0"),
            ]));
    }
}
