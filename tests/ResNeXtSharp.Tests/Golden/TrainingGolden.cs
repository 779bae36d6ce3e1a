using System.Text.Json;

namespace ResNeXtSharp.Tests.Golden;

/// <summary>What PyTorch computed for optimizers, schedules and losses, in double precision: <c>Golden/training/make_training.py</c>.</summary>
internal static class TrainingGolden
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "training", "training.json"))).RootElement;

    internal static JsonElement Get(params string[] path) => path.Aggregate(Root, (element, name) => element.GetProperty(name));

    internal static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
