using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>The sigmoid and the scaling of channels: what squeeze-and-excitation needs.</summary>
[Collection(nameof(EngineSettings))]
public sealed class ChannelGateOperationTests
{
    private static readonly Shape Size = [2, 5, 3, 4];

    public static MatrixTheoryData<SimdLevel, bool, bool> Cases => new(SimdDispatch.Available, [true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_central_differences(SimdLevel level, bool withResidual, bool relu)
    {
        using var settings = EngineSettings.AtLevel(level);
        // A rectifier has a kink at 0: the first seed whose sums all keep away from it.
        ulong seed = 1;
        while (relu && Functional.ChannelGate(Input(seed), Gate(seed), withResidual ? Residual(seed) : default).ToArray().Any(value => Math.Abs(value) < 0.02f))
            seed++;
        Tensor x = Input(seed), gate = Gate(seed), residual = withResidual ? Residual(seed) : default;
        (string, Tensor)[] leaves = [("input", x), ("gate", gate)];
        GradientCheck.Run(() => Functional.ChannelGate(x, gate, residual, relu), withResidual ? [.. leaves, ("residual", residual)] : leaves);
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_a_gate_made_from_its_own_input_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Leaf(Size, 1);
        GradientCheck.Run(() => Functional.ChannelGate(x, Functional.Sigmoid(Functional.AdaptiveAvgPool2d(x)), x), ("input", x));
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_the_sigmoid_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Leaf([2, 7, 3, 1], 1, -3, 3);
        GradientCheck.Run(() => Functional.Sigmoid(x), ("input", x));
    }

    [Fact]
    public void Every_channel_of_every_picture_has_its_own_gate()
    {
        Tensor x = Input(1), gate = Gate(1), residual = Residual(1);
        float[] xs = x.ToArray(), gates = gate.ToArray(), rs = residual.ToArray(), ys = Functional.ChannelGate(x, gate, residual, relu: true).ToArray();
        for (int i = 0; i < ys.Length; i++)
            Assert.Equal(Math.Max(0, (xs[i] * gates[i / 12]) + rs[i]), ys[i], 1e-6);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Functional.ChannelGate(Tensor.Zeros([2, 5, 3, 4]), Tensor.Zeros([2, 4, 1, 1])));
        Assert.Throws<ArgumentException>(() => Functional.ChannelGate(Tensor.Zeros([2, 5, 3, 4]), Tensor.Zeros([1, 5, 1, 1])));
        Assert.Throws<ArgumentException>(() => Functional.ChannelGate(Tensor.Zeros([2, 5]), Tensor.Zeros([2, 5, 1, 1])));
        Assert.Throws<ArgumentException>(() => Functional.ChannelGate(Tensor.Zeros([2, 5, 3, 4]), Tensor.Zeros([2, 5, 1, 1]), Tensor.Zeros([2, 5, 4, 3])));
    }

    static Tensor Input(ulong seed) => RandomTensor.LeafAwayFromZero(Size, (seed * 10) + 1);

    static Tensor Gate(ulong seed) => RandomTensor.LeafAwayFromZero([2, 5, 1, 1], (seed * 10) + 2);

    static Tensor Residual(ulong seed) => RandomTensor.Leaf(Size, (seed * 10) + 3);
}
