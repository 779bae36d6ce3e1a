using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResNeXtSharp.Training;

/// <summary>
/// An epoch's line in <c>metrics.csv</c> and <c>metrics.jsonl</c>. Numbers are written so that they read back exactly; what is not finite is an empty cell
/// and null, because neither format knows it.
/// </summary>
internal sealed record MetricsLine(
    int Epoch, double? TrainLoss, double? TrainAccuracy, double? ValLoss, double? ValAccuracy, double? LearningRate, double? ImagesPerSecond)
{
    internal const string CsvHeader = "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,images_per_second";

    internal static MetricsLine Of(EpochResult result) => new(
        result.Epoch,
        Finite(result.TrainLoss),
        Finite(result.TrainAccuracy),
        Finite(result.ValidationLoss),
        Finite(result.ValidationAccuracy),
        Finite(result.LearningRate),
        Finite(result.ImagesPerSecond));

    /// <exception cref="JsonException">The text is no such line.</exception>
    internal static MetricsLine ParseJson(string json) =>
        JsonSerializer.Deserialize(json, MetricsJson.Default.MetricsLine) ?? throw new JsonException("The line is null.");

    internal string ToCsv() => string.Create(
        CultureInfo.InvariantCulture, $"{Epoch},{TrainLoss},{TrainAccuracy},{ValLoss},{ValAccuracy},{LearningRate},{ImagesPerSecond}");

    internal string ToJson() => JsonSerializer.Serialize(this, MetricsJson.Default.MetricsLine);

    internal EpochResult ToResult() => new(
        Epoch, Number(TrainLoss), Number(TrainAccuracy), Number(ValLoss), Number(ValAccuracy), Number(LearningRate), Number(ImagesPerSecond), TimeSpan.Zero);

    static double? Finite(double value) => double.IsFinite(value) ? value : null;

    static double Number(double? value) => value ?? double.NaN;
}

/// <summary>Reads and writes <see cref="MetricsLine"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MetricsLine))]
internal sealed partial class MetricsJson : JsonSerializerContext;
