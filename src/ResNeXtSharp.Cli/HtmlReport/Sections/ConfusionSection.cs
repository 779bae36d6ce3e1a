using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Charts;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>Which classes were taken for which.</summary>
static class ConfusionSection
{
    public static XElement Create(ReportContent report)
    {
        var words = report.Words;
        return Block.Section(
            "confusion",
            words["Confusion", "クラスの取り違え"],
            words[
                "Each row is a true class, each column what its pictures were taken for. The diagonal is right; the darker a cell beside it, the larger the share of its row that went wrong that way (in a root scale, so that rare errors are seen).",
                "行が正解のクラス、列が予測したクラス。対角線上が正解で、それ以外は色が濃いほど、その行の画像のうち取り違えた割合が大きい(まれな誤りも見えるよう、平方根の目盛りで色を付けている)。"],
            Tag.Of(
                "div.confusion",
                Block.Figure(
                    words["Confusion matrix", "混同行列"],
                    Tag.Of("div.scroll", Tag.Attribute("tabindex", 0), Tag.Attribute("role", "region"), Tag.Attribute("aria-label", words["Confusion matrix", "混同行列"]), new ConfusionChart(report.Measured.Evaluation.Confusion, report.Names, words).Draw())),
                Pairs(report)));
    }

    static XElement Pairs(ReportContent report)
    {
        var words = report.Words;
        if (report.Measured.Pairs.Count == 0) return Tag.Of("p", words["No picture was taken for another class.", "取り違えた画像は 1 枚もない。"]);
        return Block.Table(
            words["Most confused pairs", "取り違えの多い組"],
            [words["true class", "正解"], words["taken for", "予測"], words["#pictures", "#枚数"], words["#of the class", "#クラス内の割合"]],
            report.Measured.Pairs.Select(pair => (IReadOnlyList<object>)[report.Names[pair.Label], report.Names[pair.Predicted], Words.Count(pair.Count), Words.Share(pair.Share)]));
    }
}
