using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Cli.Training;

/// <summary>Everything a run depends on, as <c>config.json</c> keeps it.</summary>
sealed record RunConfiguration
{
    public required string Model { get; init; }

    public required string DataSet { get; init; }

    /// <summary>The folder of the data set, or the word for the built-in one.</summary>
    public required string Data { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required int TrainSize { get; init; }

    public required int TestSize { get; init; }

    /// <summary>Tells the training pictures and their labels from others.</summary>
    public required string TrainFingerprint { get; init; }

    /// <summary>Tells the test pictures and their labels from others.</summary>
    public required string TestFingerprint { get; init; }

    /// <summary>Rows and columns of a network's input.</summary>
    public required int ImageSize { get; init; }

    /// <summary>The weights that the run started from and how they are held, or null for a run from scratch.</summary>
    public TransferSettings? Transfer { get; init; }

    public required OptimizerSettings Optimizer { get; init; }

    public required int BatchSize { get; init; }

    public required int Epochs { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The recipe that the settings began with.</summary>
    public string? Recipe { get; init; }

    /// <summary>Every setting in effect under its option's name: what <c>--config</c> reads.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>What was measured for a time budget and chosen, or null without one.</summary>
    public BudgetChoice? Budget { get; init; }

    /// <summary>The ranks that train together, or null for a process alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ranks { get; init; }

    public int Threads { get; } = WorkerPool.Threads;

    public string Simd { get; } = SimdDispatch.Describe(SimdDispatch.Level);

    public string Version { get; } = ProductVersion.Text;

    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    public string System { get; } = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}";

    /// <summary>When the run began, in universal time.</summary>
    public DateTime Started { get; } = DateTime.UtcNow;

    public JsonNode ToJson() => JsonSerializer.SerializeToNode(this, RunConfigurationJson.Default.RunConfiguration)!;
}

/// <summary>The serializer, made at compile time: a native build has no other.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunConfiguration))]
internal sealed partial class RunConfigurationJson : JsonSerializerContext;
