using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>Everything a report tells.</summary>
/// <param name="Run">What the training left.</param>
/// <param name="Model">What the weights say of themselves.</param>
/// <param name="Parameters">The model's trainable numbers.</param>
/// <param name="WeightsHash">The SHA-256 of the weights' file.</param>
/// <param name="Measured">What was measured on the test pictures.</param>
/// <param name="Words">The language.</param>
sealed record ReportContent(RunFolder Run, ModelDescription Model, long Parameters, string WeightsHash, RunMeasurement Measured, Words Words)
{
    /// <summary>The classes.</summary>
    public IReadOnlyList<string> Names => Model.ClassNames;

    /// <summary>What was trained on what.</summary>
    public string Title => Words[$"{Model.Model} on {Model.DataSet}", $"{Model.DataSet} で学習した {Model.Model}"];
}
