using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>Pictures of one class that were taken for another.</summary>
/// <param name="Label">The true class.</param>
/// <param name="Predicted">The class they were taken for.</param>
/// <param name="Count">How many.</param>
/// <param name="Share">Their share of the true class's pictures, in 0..1.</param>
readonly record struct ConfusedPair(int Label, int Predicted, long Count, double Share)
{
    /// <summary>The pairs that were confused most often, worst first.</summary>
    public static IReadOnlyList<ConfusedPair> MostOften(ConfusionMatrix confusion, int most) =>
    [
        .. (from label in Enumerable.Range(0, confusion.Classes)
            from predicted in Enumerable.Range(0, confusion.Classes)
            where label != predicted && confusion[label, predicted] > 0
            let pair = new ConfusedPair(label, predicted, confusion[label, predicted], (double)confusion[label, predicted] / confusion.CountOf(label))
            orderby pair.Count descending, pair.Share descending
            select pair).Take(most),
    ];
}
