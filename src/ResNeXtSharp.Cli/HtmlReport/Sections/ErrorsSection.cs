using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Cli.HtmlReport.Pictures;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>The errors that the model was surest of.</summary>
static class ErrorsSection
{
    public static XElement Create(ReportContent report)
    {
        var words = report.Words;
        return Block.Section(
            "errors",
            words["Worst errors", "最も自信のあった誤り"],
            words[
                "The wrong answers that the model was surest of. They tell most: some pictures are hard even for people, some are labelled wrongly, and some show what the model has not understood.",
                "モデルが最も自信を持って間違えた画像。ここから分かることは多い。人にも難しい画像、ラベルのほうが間違っている画像、そしてモデルがまだ理解していないことを示す画像がある。"],
            report.Measured.WorstErrors.Count == 0
                ? Tag.Of("p", words["The model makes no error on these pictures.", "このテスト画像には誤りが 1 つもない。"])
                : Tag.Of("div.pictures", report.Measured.WorstErrors.Select(error => Figure(report, error))));
    }

    static XElement Figure(ReportContent report, JudgedPicture error)
    {
        var (words, label, predicted) = (report.Words, report.Names[error.Label], report.Names[error.Predicted]);
        return Tag.Of(
            "figure.picture",
            PictureTag.Of(error.Picture, words[$"A picture of {label} that was taken for {predicted}", $"{predicted} と判断された {label} の画像"]),
            Tag.Of(
                "figcaption",
                Tag.Of("strong", predicted),
                $" {Words.Share(error.Confidence)}",
                Tag.Of("br"),
                words[$"is {label}", $"正解は {label}"],
                Tag.Of("span.faint", $" {Words.Share(error.TrueProbability)}"),
                Tag.Of("br"),
                Tag.Of("span.faint", error.Origin)));
    }
}
