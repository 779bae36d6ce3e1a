using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

[Collection(nameof(EngineSettings))]
public sealed class LinearOperationTests
{
    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        foreach ((int n, int depth, int columns) in new[] { (3, 7, 5), (1, 20, 10), (9, 4, 33) })
        {
            Tensor x = RandomTensor.Leaf([n, depth], 1), weight = RandomTensor.LinearWeight([columns, depth], 2), bias = RandomTensor.Leaf([columns], 3);
            GradientCheck.Run(() => Functional.Linear(x, weight, bias), ("input", x), ("weight", weight), ("bias", bias));
        }
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Output_is_the_product_with_the_transposed_weight_plus_bias(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Uniform([3, 7], 1), weight = RandomTensor.LinearWeight([5, 7], 2), bias = RandomTensor.Uniform([5], 3);
        float[] xs = x.ToArray(), ws = weight.ToArray(), bs = bias.ToArray(), ys = Functional.Linear(x, weight, bias).ToArray();
        for (int row = 0; row < 3; row++)
        for (int column = 0; column < 5; column++)
            Assert.Equal(bs[column] + Enumerable.Range(0, 7).Sum(i => (double)xs[(row * 7) + i] * ws[(column * 7) + i]), ys[(row * 5) + column], 1e-6);
    }

    [Fact]
    public void An_input_that_does_not_fit_the_weight_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => Functional.Linear(Tensor.Zeros([2, 6]), Functional.LinearWeight([5, 7])));
        Assert.Contains("[5, 7]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 6]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_of_another_layout_is_refused() => Assert.Throws<ArgumentException>(() => Functional.Linear(Tensor.Zeros([2, 7]), Tensor.Zeros([5, 7])));

    [Fact]
    public void A_bias_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Functional.Linear(Tensor.Zeros([2, 7]), Functional.LinearWeight([5, 7]), Tensor.Zeros([4])));
}
