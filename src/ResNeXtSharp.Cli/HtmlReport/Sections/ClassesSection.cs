using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>How good the model is at each class.</summary>
static class ClassesSection
{
    public static XElement Create(ReportContent report)
    {
        var (words, confusion) = (report.Words, report.Measured.Evaluation.Confusion);
        return Block.Section(
            "classes",
            words["Classes", "クラス別の成績"],
            words[
                "Recall is the share of a class's pictures that were found; precision the share of right ones among those taken for it; F1 the harmonic mean of both. The intervals (Wilson, 95 %) say how far a share can be trusted with so many pictures: two classes whose intervals overlap may be equally hard.",
                "再現率はそのクラスの画像のうち見つけられた割合、適合率はそのクラスと予測した画像のうち本当にそうだった割合、F1 はその調和平均。区間(Wilson の 95 % 信頼区間)は、その枚数で割合がどこまで信用できるかを示す。区間が重なる 2 つのクラスは、難しさに差がないのかもしれない。"],
            Block.Table(
                words["Classes", "クラス別の成績"],
                [words["class", "クラス"], words["#pictures", "#枚数"], words["#recall", "#再現率"], words["#interval", "#区間"], words["#precision", "#適合率"], words["#interval", "#区間"], "#F1"],
                Enumerable.Range(0, report.Names.Count).Select(label => Row(report.Names[label], confusion, label))));
    }

    static IReadOnlyList<object> Row(string name, ConfusionMatrix confusion, int label)
    {
        var (count, predicted) = (confusion.CountOf(label), confusion.PredictedCountOf(label));
        var (recall, precision) = (confusion.AccuracyOf(label), confusion.PrecisionOf(label));
        return
        [
            name, Words.Count(count), Words.Share(recall), Range(recall, count), Words.Share(precision), Range(precision, predicted), Words.Number(confusion.F1Of(label)),
        ];
    }

    static string Range(double share, long count)
    {
        var (low, high) = WilsonInterval.Of(share, count);
        return Words.Range(low, high);
    }
}
