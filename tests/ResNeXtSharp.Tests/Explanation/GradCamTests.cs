using System.Text.Json;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Explanation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Golden;

namespace ResNeXtSharp.Tests.Explanation;

public sealed class GradCamTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenCase.Folder, "gradcam", "gradcam.json"))).RootElement;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maps_are_those_of_PyTorch(int index)
    {
        JsonElement golden = Golden[index];
        int[] size = golden.GetProperty("size").Deserialize<int[]>()!;

        GradCamResult result = GradCam.Compute(
            Build(golden.GetProperty("model").GetString()!), HashFill.Input([1, 3, size[0], size[1]]), golden.GetProperty("target").GetInt32(), golden.GetProperty("stage").GetInt32());

        Assert.Equal(golden.GetProperty("stage_size").Deserialize<int[]>(), new[] { result.StageMap.Height, result.StageMap.Width });
        AssertClose(golden.GetProperty("stage_map").Deserialize<double[]>()!, result.StageMap.Values.ToArray());
        Assert.Equal((size[0], size[1]), (result.Map.Height, result.Map.Width));
        AssertClose(
            golden.GetProperty("map_sample").Deserialize<double[]>()!,
            [.. from row in Enumerable.Range(0, size[0]) where row % 8 == 0 from column in Enumerable.Range(0, size[1]) where column % 3 == 0 select result.Map[row, column]]);
    }

    /// <summary>
    /// Behind the last stage lie an average over the places and a linear classifier: the gradient of a logit is its row of weights over the number of places,
    /// and Grad-CAM is CAM (the paper's section 3.1).
    /// </summary>
    [Fact]
    public void On_the_last_stage_it_is_CAM()
    {
        ResNet model = Build("resnext14_8x4d");
        Tensor picture = HashFill.Input([1, 3, 64, 64]);
        const int Target = 3;
        model.Eval();
        float[] features;
        using (Autograd.NoGrad())
        {
            Tensor x = model.ForwardStem(picture);
            foreach (Sequential stage in model.Stages)
                x = stage.Forward(x);
            features = x.ToArray();
        }
        float[] weights = model.Fc.Weight.Value.ToArray();
        int channels = model.Fc.InFeatures, places = features.Length / channels;
        double[] sums = [.. Enumerable.Range(0, places).Select(i => Enumerable.Range(0, channels).Sum(c => (double)weights[(Target * channels) + c] * features[(c * places) + i]))];

        GradCamResult result = GradCam.Compute(model, picture, Target, stage: 3);

        AssertClose([.. sums.Select(sum => Math.Max(0, sum) / sums.Max())], result.StageMap.Values.ToArray());
    }

    [Theory]
    [InlineData("resnet18", 224, 3)]
    [InlineData("resnet18", 96, 2)]
    [InlineData("resnet18", 32, 1)]
    [InlineData("resnet18", 8, 0)]
    [InlineData("resnext_small", 32, 2)]
    [InlineData("seresnext50_32x4d", 112, 3)]
    [InlineData("seresnext50_32x4d", 97, 3)]
    public void The_last_stage_that_is_fine_enough_is_taken(string name, int side, int stage)
    {
        ResNet model = ModelCatalog.Create(name, 4);

        GradCamResult result = GradCam.Compute(model, HashFill.Input([1, 3, side, side]), 1);

        Assert.Equal(stage, result.Stage);
        Assert.All(result.Map.Values.ToArray(), value => Assert.InRange(value, 0f, 1f));
    }

    [Fact]
    public void The_model_is_left_as_it_was()
    {
        ResNet model = Build("resnext14_8x4d");
        model.Train();
        model.Stages[0].Freeze();
        float[] before = State(model);

        GradCam.Compute(model, HashFill.Input([1, 3, 48, 48]), 2);

        Assert.Equal(before, State(model));
        Assert.True(model.IsTraining && model.Stages[1].IsTraining && !model.Stages[0].IsTraining);
        Assert.All(model.Parameters(), parameter => Assert.False(parameter.Value.HasGrad));
        Assert.All(model.Stages[0].Parameters(), parameter => Assert.False(parameter.RequiresGrad));
        Assert.All(model.Stages[1].Parameters(), parameter => Assert.True(parameter.RequiresGrad));
    }

    [Fact]
    public void What_speaks_only_against_a_class_gives_an_empty_map()
    {
        ResNet model = Build("resnext14_8x4d");
        model.Fc.Weight.Value.CopyFrom([.. Enumerable.Repeat(-1f, model.Fc.Weight.Shape.Count)]);

        Assert.All(GradCam.Compute(model, HashFill.Input([1, 3, 48, 48]), 2, stage: 3).Map.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        ResNet model = Build("resnext14_8x4d");
        Tensor picture = HashFill.Input([1, 3, 48, 48]);

        Assert.Throws<ArgumentException>(() => GradCam.Compute(model, HashFill.Input([2, 3, 48, 48]), 0));
        Assert.Throws<ArgumentException>(() => GradCam.Compute(model, Tensor.Zeros([3, 48]), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradCam.Compute(model, picture, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradCam.Compute(model, picture, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradCam.Compute(model, picture, 0, stage: 4));
        Assert.Throws<InvalidOperationException>(() =>
        {
            using (Autograd.NoGrad())
                GradCam.Compute(model, picture, 0);
        });
        Assert.All(model.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
    }

    static ResNet Build(string name)
    {
        ResNet model = name == "resnet18" ? ModelCatalog.Create(name, 10) : new ResNet(BlockKind.Bottleneck, [1, 1, 1, 1], 10, groups: 8, widthPerGroup: 4);
        HashFill.Fill(model);
        return model;
    }

    static float[] State(ResNet model) => [.. model.StateDict().Values.SelectMany(tensor => tensor.ToArray())];

    // The maps lie in 0..1, and the activations behind them are sums of some thousand products in float32.
    static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-5, $"value {i}: {actual[i]} instead of {expected[i]}");
    }
}
