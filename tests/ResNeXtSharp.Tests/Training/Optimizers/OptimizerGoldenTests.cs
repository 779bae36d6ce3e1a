using System.Text.Json;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class OptimizerGoldenTests
{
    public static TheoryData<string> Kinds => ["adam", "adamw", "nesterov"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Steps_are_those_of_PyTorch(string kind)
    {
        JsonElement golden = TrainingGolden.Get(kind);
        float[] start = Floats(golden.GetProperty("start"));
        var parameter = new Parameter(Tensor.FromArray(start, [start.Length]));
        Optimizer optimizer = Create(kind, parameter);
        foreach ((JsonElement gradient, JsonElement expected) in golden.GetProperty("gradients").EnumerateArray().Zip(golden.GetProperty("values").EnumerateArray()))
        {
            parameter.ZeroGrad();
            Floats(gradient).CopyTo(parameter.Value.Cell.GradientTarget(out _));
            optimizer.Step();
            float[] actual = parameter.Value.ToArray();
            Assert.All(TrainingGolden.Numbers(expected).Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void Vectors_can_be_spared_the_weight_decay()
    {
        var layer = new Linear(3, 2, seed: 1);
        ParameterGroup[] groups = [.. new ParameterGroup(layer.Parameters(), LearningRateScale: 0.5).WithoutDecayOfVectors()];

        Assert.Equal([layer.Parameters()[0]], groups[0].Parameters);
        Assert.Equal([layer.Parameters()[1]], groups[1].Parameters);
        Assert.Equal([(0.5, 1.0), (0.5, 0.0)], groups.Select(group => (group.LearningRateScale, group.WeightDecayScale)));

        float[] weight = layer.Parameters()[0].Value.ToArray(), bias = layer.Parameters()[1].Value.ToArray();
        foreach (Parameter parameter in layer.Parameters())
            parameter.Value.Cell.GradientTarget(out _).Clear();
        new Sgd(groups, learningRate: 0.2, weightDecay: 0.1).Step();
        Assert.All(weight.Zip(layer.Parameters()[0].Value.ToArray()), pair => Assert.Equal(pair.First * (1 - (0.2 * 0.5 * 0.1)), pair.Second, 1e-7));
        Assert.Equal(bias, layer.Parameters()[1].Value.ToArray());
    }

    static Optimizer Create(string kind, Parameter parameter) => kind switch
    {
        "adam" => new Adam([parameter], 0.02, weightDecay: 0.3),
        "adamw" => new AdamW([parameter], 0.02, 0.8, 0.98, 1e-6, 0.3),
        _ => new Sgd([parameter], 0.1, 0.9, nesterov: true, weightDecay: 0.05),
    };

    static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetSingle())];
}
