using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>The head of the report: what was trained, how good it is, and how far that can be believed.</summary>
static class SummarySection
{
    public static XElement Create(ReportContent report)
    {
        var (words, result) = (report.Words, report.Measured.Evaluation);
        return Tag.Of(
            "header",
            Tag.Of("p.kind", words["Training report", "学習レポート"]),
            Tag.Of("h1", report.Title),
            Tag.Of("p.explanation", Introduction(report)),
            Tag.Of(
                "div.cards",
                Card(words["Accuracy", "正解率"], Words.Share(result.Accuracy), Interval(words, result.Interval)),
                Card(words["Top 5", "トップ 5 正解率"], Words.Share(result.TopFiveAccuracy), Interval(words, WilsonInterval.Of(result.TopFiveAccuracy, result.Count))),
                Card(words["Loss", "損失"], Words.Number(result.Loss, "0.0000"), words["mean cross entropy", "交差エントロピーの平均"]),
                Card(words["Mean F1", "平均 F1"], Words.Number(result.MacroF1), words["all classes alike", "各クラスを同じ重みで平均"]),
                Card(
                    words["Calibration error", "較正誤差"],
                    Words.Share(report.Measured.Calibration.ExpectedError),
                    words[
                        $"{Words.Share(report.Measured.Tempered.ExpectedError)} with temperature {Temperature(report)}",
                        $"温度 {Temperature(report)} を使うと {Words.Share(report.Measured.Tempered.ExpectedError)}"]),
                Card(words["Parameters", "パラメータ数"], Words.Millions(report.Parameters, "0.00"), Words.Count(report.Parameters))),
            Honesty(report));
    }

    static string Introduction(ReportContent report) => report.Words[
        $"The weights of epoch {report.Run.Best.Epoch} of {report.Run.Epochs[^1].Epoch}, measured on {Words.Count(report.Measured.Evaluation.Count)} test pictures of {Words.Count(report.Names.Count)} classes.",
        $"{report.Run.Epochs[^1].Epoch} エポックのうち第 {report.Run.Best.Epoch} エポックの重みを、{Words.Count(report.Names.Count)} クラスのテスト画像 {Words.Count(report.Measured.Evaluation.Count)} 枚で測定。"];

    static XElement Honesty(ReportContent report) => report.Run.HeldOut
        ? Tag.Of("p.note", report.Words[
            "The best epoch was chosen on pictures held out of the training pictures. The test pictures had no say in anything: the accuracy is what new pictures of this kind can expect.",
            "最良のエポックは、学習用の画像から取り分けた検証用の画像で選ばれた。テスト画像は何の選択にも使われていないため、この正解率は同じ種類の新しい画像にも期待できる値である。"])
        : Tag.Of("p.note.warning", report.Words[
            "This run held no pictures out: its best epoch was chosen on the very test pictures it is measured on here. The accuracy is therefore a little too good. For an honest one, train with --hold-out 0.1.",
            "この学習では検証用の画像を取り分けていない。最良のエポックは、ここで測定に使ったテスト画像そのもので選ばれた。そのため正解率は実際より少し高めに出ている。公正な値を得るには --hold-out 0.1 を付けて学習する。"]);

    static XElement Card(string name, string value, params IEnumerable<object?> detail) => Tag.Of("div.card", Tag.Of("p.name", name), Tag.Of("p.value", value), Tag.Of("p.detail", detail));

    static object[] Interval(Words words, WilsonInterval interval) =>
        [words["95 % interval ", "95 % 信頼区間 "], Tag.Of("span.range", Words.Range(interval.Low, interval.High))];

    static string Temperature(ReportContent report) => Words.Number(report.Measured.Tempered.Temperature, "0.00");
}
