using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Charts;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>Whether the model is right as often as it says.</summary>
static class CalibrationSection
{
    public static XElement Create(ReportContent report)
    {
        var (words, before, after) = (report.Words, report.Measured.Calibration, report.Measured.Tempered);
        return Block.Section(
            "calibration",
            words["Calibration", "確信度の較正"],
            words[
                "Of the pictures that a model is 80 % sure of, 80 % should be right. The bars show how many are, for each confidence; on the diagonal the model keeps its word. An orange piece on top of a bar means that it promised too much, a pale top of a bar too little. The expected calibration error (ECE) is the mean gap, each bin weighted with its pictures.",
                "モデルが「80 % 確か」と言った画像は、その 80 % が正解であってほしい。棒は確信度ごとの実際の正解率で、対角線上にあればモデルは言葉どおりである。棒の上に載ったオレンジの部分は自信過剰、棒の上端の淡い部分は自信不足を表す。期待較正誤差(ECE)は、このずれを各区間の枚数で重み付けして平均したもの。"],
            Tag.Of("p", Verdict(report)),
            Tag.Of(
                "div.charts.square",
                Chart(words["As trained", "学習したまま"], before, words),
                Chart(words[$"With temperature {Temperature(after)}", $"温度 {Temperature(after)}"], after, words),
                Numbers(report)),
            Tag.Of("p.faint", words[
                "The temperature divides the logits: it changes no answer, only how sure the model is of it. It is the one that makes the true classes likeliest (the least negative log-likelihood), fitted on these same pictures; the ECE mostly falls with it, but need not.",
                "温度はロジットを割る数で、答えは変わらず、確信の度合いだけが変わる。値は、ここにある同じ画像で正解のクラスが最もありそうになる(負の対数尤度が最小になる)ものを求めた。ECE もたいてい一緒に下がるが、必ずではない。"]));
    }

    static string Verdict(ReportContent report)
    {
        var (words, confidence, accuracy) = (report.Words, report.Measured.Calibration.MeanConfidence, report.Measured.Evaluation.Accuracy);
        var (sure, right) = (Words.Share(confidence), Words.Share(accuracy));
        var (low, high) = report.Measured.Evaluation.Interval;
        if (confidence >= low && confidence <= high)
            return words[$"On average the model is {sure} sure and {right} right: with so many pictures, no difference can be told.", $"モデルの確信度は平均 {sure}、正解率は {right}。この枚数では差があるとは言えない。"];
        return confidence > accuracy
            ? words[$"On average the model is {sure} sure and {right} right: it is overconfident.", $"モデルの確信度は平均 {sure}、正解率は {right}。自信過剰である。"]
            : words[$"On average the model is {sure} sure and {right} right: it is more careful than it need be.", $"モデルの確信度は平均 {sure}、正解率は {right}。必要以上に慎重である。"];
    }

    static XElement Chart(string title, CalibrationResult calibration, Words words) => Block.Figure(title, new ReliabilityChart(title, calibration, words).Draw());

    static XElement Numbers(ReportContent report)
    {
        var (words, before, after) = (report.Words, report.Measured.Calibration, report.Measured.Tempered);
        return Block.Table(
            words["Calibration in numbers", "較正の数値"],
            [words["measure", "指標"], words["#as trained", "#学習したまま"], words["#with temperature", "#温度を適用"]],
            [
                [words["expected calibration error (ECE)", "期待較正誤差(ECE)"], Words.Share(before.ExpectedError), Words.Share(after.ExpectedError)],
                [words["maximum calibration error (MCE)", "最大較正誤差(MCE)"], Words.Share(before.MaximumError), Words.Share(after.MaximumError)],
                [words["mean confidence", "平均確信度"], Words.Share(before.MeanConfidence), Words.Share(after.MeanConfidence)],
                [words["negative log-likelihood", "負の対数尤度"], Words.Number(before.NegativeLogLikelihood, "0.0000"), Words.Number(after.NegativeLogLikelihood, "0.0000")],
                [words["temperature", "温度"], Temperature(before), Temperature(after)],
            ]);
    }

    static string Temperature(CalibrationResult calibration) => Words.Number(calibration.Temperature, "0.00");
}
