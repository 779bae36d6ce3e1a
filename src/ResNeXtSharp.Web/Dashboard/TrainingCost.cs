using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>What training a model on one picture costs, counted as <c>resnext bench</c> does.</summary>
static class TrainingCost
{
    // A configuration can name any size; larger pictures or heads are not counted.
    const int MostPixels = 1024, MostClasses = 100_000;

    static readonly ConcurrentDictionary<(string Model, int ImageSize, int Classes), double?> Known = new();

    /// <summary>Operations of a training step on one picture, in thousand millions, or null where the configuration names no known model.</summary>
    public static double? GigaflopPerPicture(JsonObject configuration) =>
        configuration["model"] is JsonValue model && model.TryGetValue(out string? name)
        && configuration["image_size"] is JsonValue pixels && pixels.TryGetValue(out int imageSize) && imageSize is > 0 and <= MostPixels
        && configuration["classes"] is JsonArray { Count: > 0 and <= MostClasses } classes
            ? Known.GetOrAdd((name, imageSize, classes.Count), Count)
            : null;

    // One picture goes through a network of zeros once for each model, which takes a few hundredths of a second.
    static double? Count((string Model, int ImageSize, int Classes) run) => ModelCatalog.Find(run.Model) is { } geometry
        ? 1e-9 * FlopCount.Of(new ResNet(geometry, run.Classes, seed: null), [1, 3, run.ImageSize, run.ImageSize]).TrainingStep
        : null;
}
