using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>A run for the page.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="State">How far it is.</param>
/// <param name="Problem">Why the folder cannot be read, or null.</param>
/// <param name="Configuration">The content of <c>config.json</c>.</param>
/// <param name="Gigaflop">Operations of a training step on one picture, in thousand millions, or null.</param>
/// <param name="Epochs">All epochs so far.</param>
sealed record RunView(string Name, RunState State, string? Problem, JsonObject Configuration, double? Gigaflop, IReadOnlyList<EpochView> Epochs);

/// <summary>An epoch; what is no finite number is null.</summary>
sealed record EpochView(int Epoch, double? TrainLoss, double? TrainAccuracy, double? ValLoss, double? ValAccuracy, double? LearningRate, double? ImagesPerSecond)
{
    public static EpochView Of(EpochResult result) => new(
        result.Epoch, Finite(result.TrainLoss), Finite(result.TrainAccuracy), Finite(result.ValidationLoss), Finite(result.ValidationAccuracy),
        Finite(result.LearningRate), Finite(result.ImagesPerSecond));

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>An epoch that was added to a run.</summary>
sealed record EpochAdded(string Run, EpochView Epoch);

/// <summary>A run whose folder is gone.</summary>
sealed record RunGone(string Run);

/// <summary>The machine's multiply-add ceiling.</summary>
/// <param name="Gflops">In thousand million operations a second, or null as long as a training keeps it from being measured.</param>
/// <param name="Threads">The threads it was measured with.</param>
sealed record CeilingView(double? Gflops, int Threads);

/// <summary>How far the measurement of a run's best weights is.</summary>
/// <param name="State">none, waiting, measuring, done or failed.</param>
/// <param name="Done">Batches done.</param>
/// <param name="Total">All batches.</param>
/// <param name="Problem">Why it failed, or null.</param>
/// <param name="Result">What was found, or null.</param>
sealed record MeasurementView(string State, int Done = 0, int Total = 0, string? Problem = null, MeasuredRun? Result = null);

/// <summary>The serializer, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(IReadOnlyList<RunView>))]
[JsonSerializable(typeof(EpochAdded))]
[JsonSerializable(typeof(RunGone))]
[JsonSerializable(typeof(CeilingView))]
[JsonSerializable(typeof(MeasurementView))]
sealed partial class DashboardJson : JsonSerializerContext;
