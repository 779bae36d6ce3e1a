using System.Globalization;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>An epoch's result in one line, or in two where a terminal is too narrow for one.</summary>
static class EpochLine
{
    public static string Of(string title, EpochResult result, bool isBest) =>
        $"{title}  {Train(result)}  {Validation(result)}  {Speed(result)}{Best(isBest)}";

    public static string Of(string title, EpochResult result, bool isBest, int width)
    {
        var line = Of(title, result, isBest);
        return line.Length <= width ? line : $"{title}  {Train(result)}  {Speed(result)}\n{new string(' ', title.Length)}  {Validation(result)}{Best(isBest)}";
    }

    static string Train(EpochResult result) => string.Create(
        CultureInfo.InvariantCulture, $"train loss {result.TrainLoss:0.0000} accuracy {Percent.Format(result.TrainAccuracy),7}");

    static string Validation(EpochResult result) => string.Create(
        CultureInfo.InvariantCulture, $"validation loss {result.ValidationLoss:0.0000} accuracy {Percent.Format(result.ValidationAccuracy),7}{Interval(result)}");

    static string Speed(EpochResult result) => string.Create(CultureInfo.InvariantCulture, $"{result.ImagesPerSecond:0} images/s");

    static string Best(bool isBest) => isBest ? "  best" : "";

    static string Interval(EpochResult result)
    {
        if (result.ValidationCount == 0) return "";
        var (low, high) = WilsonInterval.Of(result.ValidationAccuracy, result.ValidationCount);
        return string.Create(CultureInfo.InvariantCulture, $" ({100 * low:0.0} to {100 * high:0.0})");
    }
}
