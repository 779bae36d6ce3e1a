using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Cli.HtmlReport.Pictures;
using ResNeXtSharp.Explanation;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>Where the model saw what it took pictures for.</summary>
static class GradCamSection
{
    public static XElement Create(ReportContent report)
    {
        var words = report.Words;
        return Block.Section(
            "gradcam",
            words["Where the model looks (Grad-CAM)", "モデルはどこを見たか(Grad-CAM)"],
            words[
                "Light places spoke for the class, dark ones did not. A good model looks at the thing itself; one that looks at the background has learnt a shortcut. For an error the right-hand map shows where the true class was seen. Maps tell where, not why, and no detail is finer than the grid they were computed on.",
                "明るい場所がそのクラスの根拠になり、暗い場所はならなかった。よいモデルは対象そのものを見る。背景を見ているモデルは、近道を覚えてしまっている。誤りの場合、右の図は正解のクラスがどこに見えていたかを示す。この図が教えるのは場所であって理由ではなく、計算に使った格子より細かいことは分からない。"],
            Maps(report) is { } maps ? Tag.Of("p.faint", maps) : null,
            Tag.Of("div.explained", report.Measured.Explained.OrderBy(each => each.Judged.IsRight).Select(each => Figure(report, each))));
    }

    static string? Maps(ReportContent report)
    {
        if (report.Measured.Explained is not [var first, ..]) return null;
        var (stage, grid) = ($"layer{first.ForPredicted.Stage + 1}", $"{first.ForPredicted.StageMap.Height} × {first.ForPredicted.StageMap.Width}");
        return report.Words[$"Computed at {stage}, whose output has {grid} places.", $"{stage} の出力({grid} の格子)で計算。"];
    }

    static XElement Figure(ReportContent report, ExplainedPicture explained)
    {
        var (words, judged) = (report.Words, explained.Judged);
        var (label, predicted) = (report.Names[judged.Label], report.Names[judged.Predicted]);
        return Tag.Of(
            judged.IsRight ? "figure.explanation-of.isRight" : "figure.explanation-of.isWrong",
            Tag.Of(
                "figcaption",
                Tag.Of("strong", judged.IsRight ? words["right", "正解"] : words["wrong", "誤り"]),
                words[$": {predicted} {Words.Share(judged.Confidence)}", $": {predicted} {Words.Share(judged.Confidence)}"],
                judged.IsRight ? null : words[$", is {label}", $"、正解は {label}"]),
            Tag.Of(
                "div.maps",
                Part(PictureTag.Of(judged.Picture, words[$"A picture of {label}", $"{label} の画像"]), words["picture", "画像"]),
                Map(judged, explained.ForPredicted, predicted, words),
                explained.ForTrue is { } forTrue ? Map(judged, forTrue, label, words) : null));
    }

    static XElement Map(JudgedPicture judged, GradCamResult result, string name, Words words) => Part(
        PictureTag.Of(judged.Picture, result.Map, words[$"Where {name} was seen", $"{name} が見えた場所"]),
        IsEmpty(result.Map) ? words[$"for {name}: nothing", $"{name} の根拠はなし"] : words[$"for {name}", $"{name} の根拠"]);

    static bool IsEmpty(HeatMap map) => !map.Values.ContainsAnyExcept(0f);

    static XElement Part(XElement picture, string caption) => Tag.Of("div", picture, Tag.Of("p", caption));
}
