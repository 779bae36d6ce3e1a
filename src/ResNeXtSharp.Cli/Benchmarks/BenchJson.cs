using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Benchmarks;

/// <summary>A result as machines read it. Parts that were not measured are left out.</summary>
static class BenchJson
{
    public static JsonObject Of(BenchResult result)
    {
        var json = new JsonObject
        {
            ["engine"] = "ResNeXtSharp",
            ["version"] = ProductVersion.Text,
            ["processor"] = Machine.Processor,
            ["model"] = result.Model,
            ["height"] = result.Input[2],
            ["width"] = result.Input[3],
            ["batch"] = result.Input[0],
            ["classes"] = result.Classes,
            ["threads"] = result.Threads,
            ["simd"] = result.Simd,
            ["fma_ceiling_gflops"] = result.Ceiling,
        };
        if (result.Machine is { } machine) json["machine"] = new JsonArray([.. machine.Select(Of)]);
        if (result.Training is { } training) json["training"] = Of(training, result.Ceiling);
        if (result.Inference is { } inference) json["inference"] = Of(inference, result.Ceiling);
        if (result.TrainingOnOneThread is { } oneThread) json["training_one_thread"] = Of(oneThread, null);
        if (result.PeakMemory is { } peak) json["peak_memory_bytes"] = peak;
        if (result.Layers is { } layers) json["layers"] = new JsonArray([.. layers.Select(layer => Of(layer, result.Ceiling))]);
        return json;
    }

    static JsonObject Of(MachineLimits limits) => new()
    {
        ["threads"] = limits.Threads,
        ["fma_gflops"] = limits.Gflops,
        ["read_gigabytes_per_second"] = limits.Bandwidth.Read,
        ["read_write_gigabytes_per_second"] = limits.Bandwidth.ReadWrite,
    };

    static JsonObject Of(Speed speed, double? ceiling)
    {
        var json = new JsonObject
        {
            ["images_per_second"] = speed.ImagesPerSecond,
            ["milliseconds"] = speed.Milliseconds,
            ["gflops"] = speed.Gflops,
        };
        if (ceiling is { } limit) json["share"] = speed.Gflops / limit;
        json["allocated_bytes"] = speed.AllocatedBytes;
        return json;
    }

    static JsonObject Of(LayerSpeed layer, double ceiling)
    {
        var json = new JsonObject
        {
            ["name"] = layer.Name,
            ["count"] = layer.Count,
            ["in_channels"] = layer.Geometry.InChannels,
            ["out_channels"] = layer.Geometry.OutChannels,
            ["kernel"] = layer.Geometry.KernelHeight,
            ["stride"] = layer.Geometry.Stride,
            ["groups"] = layer.Geometry.Groups,
            ["in_height"] = layer.Geometry.Height,
            ["in_width"] = layer.Geometry.Width,
            ["out_height"] = layer.Geometry.OutHeight,
            ["out_width"] = layer.Geometry.OutWidth,
            ["flop"] = layer.Operations,
            ["bytes"] = layer.Bytes,
            ["forward"] = Kernel(layer.Forward),
            ["backward_weight"] = Kernel(layer.BackwardWeight),
        };
        if (layer.BackwardInput is { } seconds) json["backward_input"] = Kernel(seconds);
        return json;

        JsonObject Kernel(double seconds) => new()
        {
            ["milliseconds"] = 1e3 * seconds,
            ["gflops"] = 1e-9 * layer.Operations / seconds,
            ["share"] = 1e-9 * layer.Operations / seconds / ceiling,
        };
    }
}
