using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Commands;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>A report's numbers as machines read them.</summary>
static class ReportJson
{
    public static JsonObject Of(ReportContent report, string output) => new()
    {
        ["run"] = report.Run.Path,
        ["model"] = report.Model.Model,
        ["data_set"] = report.Model.DataSet,
        ["weights_sha256"] = report.WeightsHash,
        ["best_epoch"] = report.Run.Best.Epoch,
        ["epochs"] = report.Run.Epochs[^1].Epoch,
        ["held_out"] = report.Run.HeldOut,
        ["evaluation"] = EvaluateCommand.ToJson(report.Measured.Evaluation, report.Names),
        ["calibration"] = Calibration(report.Measured.Calibration),
        ["calibration_with_temperature"] = Calibration(report.Measured.Tempered),
        ["confused_pairs"] = new JsonArray([.. report.Measured.Pairs.Select(pair => new JsonObject
        {
            ["true_class"] = report.Names[pair.Label],
            ["taken_for"] = report.Names[pair.Predicted],
            ["count"] = pair.Count,
            ["share"] = pair.Share,
        })]),
        ["worst_errors"] = new JsonArray([.. report.Measured.WorstErrors.Select(error => new JsonObject
        {
            ["picture"] = error.Origin,
            ["true_class"] = report.Names[error.Label],
            ["taken_for"] = report.Names[error.Predicted],
            ["probability"] = error.Confidence,
            ["true_probability"] = error.TrueProbability,
        })]),
        ["output"] = output,
    };

    static JsonObject Calibration(CalibrationResult result) => new()
    {
        ["temperature"] = result.Temperature,
        ["ece"] = result.ExpectedError,
        ["mce"] = result.MaximumError,
        ["mean_confidence"] = result.MeanConfidence,
        ["negative_log_likelihood"] = double.IsFinite(result.NegativeLogLikelihood) ? result.NegativeLogLikelihood : null,
        ["bins"] = new JsonArray([.. result.Bins.Where(bin => bin.Count > 0).Select(bin => new JsonObject
        {
            ["low"] = bin.Low,
            ["high"] = bin.High,
            ["count"] = bin.Count,
            ["confidence"] = bin.Confidence,
            ["accuracy"] = bin.Accuracy,
        })]),
    };
}
