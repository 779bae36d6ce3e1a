using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>Slices, concatenation and flattening: operations that only move elements.</summary>
[Collection(nameof(EngineSettings))]
public sealed class ChannelOperationTests
{
    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor a = RandomTensor.Leaf([2, 3, 2, 3], 1), b = RandomTensor.Leaf([2, 1, 2, 3], 2), c = RandomTensor.Leaf([2, 18, 2, 3], 3);
        GradientCheck.Run(() => Functional.ConcatChannels(a, b, c), ("first", a), ("second", b), ("third", c));
        GradientCheck.Run(() => Functional.SliceChannels(c, 1, 16), ("input", c));
        GradientCheck.Run(() => Functional.Flatten(a), ("input", a));
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Overlapping_slices_add_their_gradients(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Leaf([2, 5, 2, 3], 1);
        GradientCheck.Run(() => Functional.ConcatChannels(Functional.SliceChannels(x, 0, 3), Functional.SliceChannels(x, 2, 3), x), ("input", x));
    }

    [Fact]
    public void A_slice_holds_its_channels()
    {
        Tensor x = RandomTensor.Uniform([2, 5, 2, 3], 1), y = Functional.SliceChannels(x, 1, 2);
        Assert.Equal([2, 2, 2, 3], y.Shape);
        Assert.Equal(x.ToArray()[6..18].Concat(x.ToArray()[36..48]), y.ToArray());
    }

    [Fact]
    public void Slices_joined_again_are_the_input()
    {
        Tensor x = RandomTensor.Uniform([2, 5, 2, 3], 1);
        Tensor joined = Functional.ConcatChannels(Functional.SliceChannels(x, 0, 1), Functional.SliceChannels(x, 1, 3), Functional.SliceChannels(x, 4, 1));
        Assert.Equal(x.ToArray(), joined.ToArray());
    }

    [Fact]
    public void Flattening_keeps_PyTorchs_order()
    {
        Tensor x = RandomTensor.Uniform([2, 3, 4, 5], 1), y = x.Flatten();
        Assert.Equal([2, 60], y.Shape);
        Assert.Equal(x.ToArray(), y.ToArray());
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 0)]
    [InlineData(4, 2)]
    public void Channels_outside_the_input_are_refused(int first, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.SliceChannels(Tensor.Zeros([1, 5, 2, 2]), first, count));

    [Fact]
    public void Channels_beyond_the_range_of_integers_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.SliceChannels(Tensor.Zeros([1, 5, 2, 2]), int.MaxValue, int.MaxValue));

    [Fact]
    public void Maps_of_different_sizes_cannot_be_joined()
    {
        Assert.Throws<ArgumentException>(() => Functional.ConcatChannels(Tensor.Zeros([1, 2, 2, 2]), Tensor.Zeros([1, 2, 2, 3])));
        Assert.Throws<ArgumentException>(() => Functional.ConcatChannels());
    }
}
