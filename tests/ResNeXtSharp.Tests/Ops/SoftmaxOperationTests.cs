using System.Text.Json;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Golden;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>Softmax and the cross entropy.</summary>
[Collection(nameof(EngineSettings))]
public sealed class SoftmaxOperationTests
{
    private static readonly int[] Labels = [4, 0, 2];

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor logits = RandomTensor.Leaf([3, 5], 1, -2, 2);
        GradientCheck.Run(() => logits.Softmax(), ("logits", logits));
        GradientCheck.Run(() => Functional.CrossEntropy(logits, Labels), ("logits", logits));
        GradientCheck.Run(() => Functional.CrossEntropy(logits, Labels, smoothing: 0.2), ("logits", logits));
        GradientCheck.Run(() => Functional.CrossEntropy(logits, Labels, [1, 0, 3], 0.3, smoothing: 0.2), ("logits", logits));
    }

    [Fact]
    public void Softmax_is_the_share_of_each_exponential()
    {
        Tensor logits = RandomTensor.Uniform([3, 5], 1, -2, 2);
        double[] exponentials = [.. logits.ToArray().Select(x => Math.Exp(x))];
        float[] probabilities = logits.Softmax().ToArray();
        for (int i = 0; i < probabilities.Length; i++)
            Assert.Equal(exponentials[i] / exponentials.Skip(i / 5 * 5).Take(5).Sum(), probabilities[i], 1e-7);
    }

    [Fact]
    public void Cross_entropy_is_the_mean_negative_logarithm_of_the_labels_probability()
    {
        Tensor logits = RandomTensor.Uniform([3, 5], 1, -2, 2);
        float[] probabilities = logits.Softmax().ToArray();
        double expected = -Labels.Select((label, row) => Math.Log(probabilities[(row * 5) + label])).Average();
        Assert.Equal(expected, Functional.CrossEntropy(logits, Labels).Item(), 1e-6);
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        Tensor logits = RandomTensor.Wanting(Tensor.FromArray([1e30f, -1e30f, 0, 1e9f, 1e9f, -1e9f], [2, 3]));
        Tensor loss = Functional.CrossEntropy(logits, [0, 1]);
        Assert.Equal(Math.Log(2) / 2, loss.Item(), 1e-6);
        loss.Backward();
        Assert.Equal([0f, 0f, 0f, 0.25f, -0.25f, 0f], logits.Grad.ToArray());
    }

    [Theory]
    [InlineData("hard")]
    [InlineData("mixed")]
    public void Smoothed_and_mixed_targets_are_those_of_PyTorch(string kind)
    {
        JsonElement golden = TrainingGolden.Get("cross_entropy");
        Tensor logits = RandomTensor.Wanting(Tensor.FromArray([.. golden.GetProperty("logits").EnumerateArray().Select(x => x.GetSingle())], [3, 5]));
        int[] mixed = kind == "mixed" ? [1, 0, 3] : [];

        Tensor loss = new CrossEntropyLoss(labelSmoothing: 0.1).Forward(logits, Labels, mixed, 0.3);
        loss.Backward();

        Assert.Equal(golden.GetProperty(kind).GetProperty("loss").GetDouble(), loss.Item(), 1e-6);
        double[] gradient = TrainingGolden.Numbers(golden.GetProperty(kind).GetProperty("gradient"));
        Assert.All(gradient.Zip(logits.Grad.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Shares_outside_0_to_1_are_refused()
    {
        Tensor logits = Tensor.Zeros([1, 5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.CrossEntropy(logits, [0], smoothing: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.CrossEntropy(logits, [0], [1], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.CrossEntropy(logits, [0], [5], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(double.NaN));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_label_that_is_no_class_is_refused(int label) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.CrossEntropy(Tensor.Zeros([1, 5]), [label]));

    [Fact]
    public void As_many_labels_as_rows_are_needed() => Assert.ThrowsAny<ArgumentException>(() => Functional.CrossEntropy(Tensor.Zeros([2, 5]), [1]));
}
