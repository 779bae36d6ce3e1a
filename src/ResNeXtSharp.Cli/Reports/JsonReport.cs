using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>One JSON object for each epoch on the output, and what another report shows elsewhere.</summary>
sealed class JsonReport(TextWriter output, IEpochReport other) : IEpochReport
{
    /// <inheritdoc/>
    public EpochResult Run(string title, Func<IProgress<TrainingProgress>?, EpochResult> train) => other.Run(title, train);

    /// <inheritdoc/>
    public void Show(string title, EpochResult result, bool isBest)
    {
        other.Show(title, result, isBest);
        var line = new JsonObject
        {
            ["epoch"] = result.Epoch,
            ["train_loss"] = result.TrainLoss,
            ["train_accuracy"] = result.TrainAccuracy,
            ["val_loss"] = result.ValidationLoss,
            ["val_accuracy"] = result.ValidationAccuracy,
            ["val_accuracy_interval"] = Score.Interval(result.ValidationAccuracy, result.ValidationCount),
            ["learning_rate"] = result.LearningRate,
            ["images_per_second"] = result.ImagesPerSecond,
            ["best"] = isBest,
        };
        if (result.WeightHashes.Count > 0) line["weights_sha256"] = new JsonArray([.. result.WeightHashes.Select(hash => (JsonNode)hash)]);
        output.WriteLine(line.ToJsonString());
        output.Flush();
    }
}
