using System.Globalization;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>An epoch's result in one line.</summary>
static class EpochLine
{
    public static string Of(string title, EpochResult result, bool isBest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{title}  train loss {result.TrainLoss:0.0000} accuracy {Percent.Format(result.TrainAccuracy),7}  "
        + $"validation loss {result.ValidationLoss:0.0000} accuracy {Percent.Format(result.ValidationAccuracy),7}  "
        + $"{result.ImagesPerSecond:0} images/s{(isBest ? "  best" : "")}");
}
