using System.Text.Json;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Golden;

/// <summary>One golden file: what PyTorch computed in float64 for a model, and how far its own float32 lies from that.</summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _root;

    GoldenCase(JsonElement root) => _root = root;

    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Golden");

    internal int Classes => _root.GetProperty("classes").GetInt32();

    internal long Parameters => _root.GetProperty("parameters").GetInt64();

    internal Shape InputShape => new(_root.GetProperty("input_shape").Deserialize<int[]>());

    internal int[] Labels => [.. Enumerable.Range(0, InputShape[0]).Select(i => i % Classes)];

    internal IReadOnlyList<(string Key, int[] Shape)> StateDict =>
        [.. _root.GetProperty("state_dict").EnumerateObject().Select(p => (p.Name, p.Value.Deserialize<int[]>()!))];

    internal static GoldenCase Read(string name, string set = "pytorch") => new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, set, name + ".json"))).RootElement);

    /// <summary>The model with hash-filled tensors, in training mode.</summary>
    internal ResNet Build()
    {
        string name = _root.GetProperty("model").GetString()!;
        ResNet model = name == "resnext14_8x4d [1,1,1,1]"
            ? new ResNet(BlockKind.Bottleneck, [1, 1, 1, 1], Classes, groups: 8, widthPerGroup: 4)
            : ModelCatalog.Create(name, Classes);
        HashFill.Fill(model);
        return model;
    }

    internal double Loss => _root.GetProperty("train_loss").GetDouble();

    internal double LossTolerance => Tolerance(_root.GetProperty("float32_error").GetProperty("train_loss").GetDouble());

    /// <summary>Relative L2 distance must stay within three times PyTorch's own plus 1e-5.</summary>
    internal void AssertLogits(string name, Tensor logits)
    {
        double[] expected = [.. _root.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => v.GetDouble())];
        float[] actual = logits.ToArray();
        double distance = Math.Sqrt(expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum()), norm = Math.Sqrt(expected.Sum(e => e * e));
        double tolerance = Tolerance(_root.GetProperty("float32_error").GetProperty(name).GetDouble());
        Assert.True(distance / norm <= tolerance, $"{name}: relative error {distance / norm:E2}, allowed {tolerance:E2}");
    }

    internal void AssertGradients(Module model) =>
        AssertTensors(_root.GetProperty("gradients"), model.NamedParameters().ToDictionary(p => p.Name, p => p.Parameter.Value.Grad));

    internal void AssertRunning(Module model) =>
        AssertTensors(_root.GetProperty("running"), model.NamedBuffers().Where(b => b.Name.Contains("running", StringComparison.Ordinal)).ToDictionary(b => b.Name, b => b.Buffer));

    internal void AssertAfter(string optimizer, IReadOnlyList<double> losses, Module model)
    {
        JsonElement expected = _root.GetProperty(optimizer);
        double[] exact = expected.GetProperty("losses").Deserialize<double[]>()!, single = expected.GetProperty("float32_losses").Deserialize<double[]>()!;
        for (int i = 0; i < exact.Length; i++)
        {
            double tolerance = Tolerance(Math.Abs(single[i] - exact[i]) / Math.Abs(exact[i])), error = Math.Abs(losses[i] - exact[i]) / Math.Abs(exact[i]);
            Assert.True(error <= tolerance, $"{optimizer} loss {i}: {losses[i]} instead of {exact[i]}, relative error {error:E2}, allowed {tolerance:E2}");
        }
        AssertTensors(expected.GetProperty("parameters_after"), model.NamedParameters().ToDictionary(p => p.Name, p => p.Parameter.Value));
    }

    static double Tolerance(double float32Error) => (3 * float32Error) + 1e-5;

    static void AssertTensors(JsonElement expected, Dictionary<string, Tensor> actual)
    {
        var failures = new List<string>();
        int compared = 0;
        foreach (JsonProperty property in expected.EnumerateObject())
        {
            double tolerance = Tolerance(property.Value.GetProperty("float32_error").GetDouble());
            float[] values = actual[property.Name].ToArray();
            double l2 = property.Value.GetProperty("l2").GetDouble(), norm = Math.Sqrt(values.Sum(v => (double)v * v));
            if (Math.Abs(norm - l2) > tolerance * l2)
                failures.Add($"{property.Name}: norm {norm} instead of {l2}, relative error {Math.Abs(norm - l2) / l2:E2}, allowed {tolerance:E2}");
            double[] head = property.Value.GetProperty("head").Deserialize<double[]>()!;
            for (int i = 0; i < head.Length; i++)
            {
                double allowed = 5 * tolerance * Math.Max(l2 / Math.Sqrt(values.Length), Math.Abs(head[i]));
                if (!(Math.Abs(values[i] - head[i]) <= allowed))
                    failures.Add($"{property.Name}[{i}]: {values[i]} instead of {head[i]}, error {Math.Abs(values[i] - head[i]):E2}, allowed {allowed:E2}");
            }
            compared++;
        }
        Assert.Equal(actual.Count, compared);
        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(10).Prepend($"{failures.Count} differences in {compared} tensors")));
    }
}
