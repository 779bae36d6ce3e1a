using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport.Charts;

/// <summary>A reliability diagram: how often the model was right for each confidence, the gap to what it said, and how many pictures there were.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Calibration">The bins.</param>
/// <param name="Words">The language.</param>
sealed record ReliabilityChart(string Title, CalibrationResult Calibration, Words Words)
{
    const double Width = 360, Height = 396, Left = 48, Right = 348, Top = 10, Bottom = 288, CountTop = 304, CountBottom = 352;

    static readonly double[] Marks = [0, 0.2, 0.4, 0.6, 0.8, 1];

    static readonly Scale X = new(0, 1, Left, Right), Y = new(0, 1, Bottom, Top);

    public XElement Draw() => Drawing.Of(
        Width,
        Height,
        Title,
        Words[
            $"Expected calibration error {Words.Share(Calibration.ExpectedError)}, mean confidence {Words.Share(Calibration.MeanConfidence)}.",
            $"期待較正誤差 {Words.Share(Calibration.ExpectedError)}、平均確信度 {Words.Share(Calibration.MeanConfidence)}。"],
        Grid(),
        Calibration.Bins.Where(bin => bin.Count > 0).Select(Bar),
        Drawing.Line("ideal", X[0], Y[0], X[1], Y[1]),
        Counts(),
        Drawing.Text("tick", (Left + Right) / 2, Height - 4, "middle", Words["confidence", "確信度"]),
        Drawing.Text("tick", 12, (Top + Bottom) / 2, "middle", Words["accuracy", "正解率"], Drawing.Turned(90, 12, (Top + Bottom) / 2)),
        Drawing.Text("tick", 12, (CountTop + CountBottom) / 2, "middle", Words["count", "枚数"], Drawing.Turned(90, 12, (CountTop + CountBottom) / 2)));

    static IEnumerable<XElement> Grid()
    {
        foreach (var mark in Marks)
        {
            yield return Drawing.Line("grid", Left, Y[mark], Right, Y[mark]);
            yield return Drawing.Text("tick", Left - 6, Y[mark] + 4, "end", Tag.Number(mark));
            yield return Drawing.Text("tick", X[mark], CountBottom + 18, "middle", Tag.Number(mark));
        }
    }

    XElement Bar(CalibrationBin bin)
    {
        var (x, width) = (X[bin.Low] + 0.75, X[bin.High] - X[bin.Low] - 1.5);
        var (low, high) = (Math.Min(bin.Accuracy, bin.Confidence), Math.Max(bin.Accuracy, bin.Confidence));
        return Tag.Of(
            "g",
            Tag.Of("title", Words[
                $"confidence {Words.Share(bin.Confidence)}, right {Words.Share(bin.Accuracy)}, {Words.Count(bin.Count)} pictures",
                $"確信度 {Words.Share(bin.Confidence)}、正解率 {Words.Share(bin.Accuracy)}、{Words.Count(bin.Count)} 枚"]),
            Drawing.Rectangle("bar", x, Y[bin.Accuracy], width, Y[0] - Y[bin.Accuracy]),
            Drawing.Rectangle(bin.Confidence > bin.Accuracy ? "gap.over" : "gap.under", x, Y[high], width, Y[low] - Y[high]));
    }

    IEnumerable<XElement> Counts()
    {
        var most = Calibration.Bins.Max(bin => bin.Count);
        foreach (var bin in Calibration.Bins)
        {
            var height = (CountBottom - CountTop) * bin.Count / most;
            if (bin.Count > 0)
                yield return Drawing.Rectangle("counted", X[bin.Low] + 0.75, CountBottom - height, X[bin.High] - X[bin.Low] - 1.5, height, Tag.Of("title", Words.Count(bin.Count)));
        }
        yield return Drawing.Line("axis", Left, CountBottom, Right, CountBottom);
        yield return Drawing.Line("axis", Left, Bottom, Right, Bottom);
    }
}
