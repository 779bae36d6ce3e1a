using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>Addition and rectification.</summary>
[Collection(nameof(EngineSettings))]
public sealed class ElementwiseOperationTests
{
    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_a_sum_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor left = RandomTensor.Leaf([2, 3, 3, 5], 1), right = RandomTensor.Leaf([2, 3, 3, 5], 2);
        GradientCheck.Run(() => left + right, ("left", left), ("right", right));
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_a_tensor_added_to_itself_count_twice(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Leaf([2, 19], 1);
        GradientCheck.Run(() => x + x, ("x", x));
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_the_rectifier_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.LeafAwayFromZero([2, 3, 3, 5], 1);
        GradientCheck.Run(() => Functional.Relu(x), ("x", x));
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Values_are_those_of_plain_loops(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor left = RandomTensor.Uniform([2, 3, 3, 5], 1), right = RandomTensor.Uniform([2, 3, 3, 5], 2);
        Assert.Equal(left.ToArray().Zip(right.ToArray(), (a, b) => a + b), (left + right).ToArray());
        Assert.Equal(left.ToArray().Select(a => Math.Max(a, 0)), Functional.Relu(left).ToArray());
    }

    [Fact]
    public void The_rectifier_sends_no_gradient_to_zero_as_in_PyTorch()
    {
        Tensor x = RandomTensor.Wanting(Tensor.FromArray([0f, 1f, -1f], [1, 3]));
        WeightedSum.Of(Functional.Relu(x), [1f, 1f, 1f]).Backward();
        Assert.Equal([0f, 1f, 0f], x.Grad.ToArray());
    }

    [Fact]
    public void Tensors_of_different_shapes_cannot_be_added()
    {
        var failure = Assert.Throws<ArgumentException>(() => Tensor.Zeros([2, 3]) + Tensor.Zeros([3, 2]));
        Assert.Contains("[2, 3] and [3, 2]", failure.Message, StringComparison.Ordinal);
    }
}
