using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>What was found out about a run's best weights on its test pictures.</summary>
/// <param name="Evaluation">Loss, accuracy and confusion matrix.</param>
/// <param name="Calibration">The probabilities as the model gives them.</param>
/// <param name="Tempered">The probabilities with the fitted temperature.</param>
/// <param name="Pairs">The pairs of classes confused most often.</param>
/// <param name="WorstErrors">The wrong pictures that the model was surest of.</param>
/// <param name="Explained">Some pictures, wrong and right, with their Grad-CAM.</param>
sealed record RunMeasurement(
    EvaluationResult Evaluation,
    CalibrationResult Calibration,
    CalibrationResult Tempered,
    IReadOnlyList<ConfusedPair> Pairs,
    IReadOnlyList<JudgedPicture> WorstErrors,
    IReadOnlyList<ExplainedPicture> Explained);
