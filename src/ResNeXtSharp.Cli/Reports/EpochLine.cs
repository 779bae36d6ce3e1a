using System.Globalization;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>An epoch's result in one line.</summary>
static class EpochLine
{
    public static string Of(string title, EpochResult result, bool isBest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{title}  train loss {result.TrainLoss:0.0000} accuracy {Percent.Format(result.TrainAccuracy),7}  "
        + $"validation loss {result.ValidationLoss:0.0000} accuracy {Percent.Format(result.ValidationAccuracy),7}{Interval(result)}  "
        + $"{result.ImagesPerSecond:0} images/s{(isBest ? "  best" : "")}");

    static string Interval(EpochResult result)
    {
        if (result.ValidationCount == 0) return "";
        var (low, high) = WilsonInterval.Of(result.ValidationAccuracy, result.ValidationCount);
        return string.Create(CultureInfo.InvariantCulture, $" ({100 * low:0.0} to {100 * high:0.0})");
    }
}
