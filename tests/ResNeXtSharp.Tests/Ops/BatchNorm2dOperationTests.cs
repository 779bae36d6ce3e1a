using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

[Collection(nameof(EngineSettings))]
public sealed class BatchNorm2dOperationTests
{
    private static readonly Shape Size = [3, 4, 2, 3];

    public static MatrixTheoryData<SimdLevel, bool, bool, bool> Cases => new(SimdDispatch.Available, [true, false], [true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_central_differences(SimdLevel level, bool training, bool withResidual, bool relu)
    {
        using var settings = EngineSettings.AtLevel(level);
        // A rectifier has a kink at 0: the first seed whose sums all keep away from it.
        ulong seed = 1;
        while (relu && Output(seed, training, withResidual, relu: false).Any(value => Math.Abs(value) < 0.04f))
            seed++;
        Tensor x = Input(seed), residual = withResidual ? Residual(seed) : default;
        BatchNormState state = State(seed, training);
        (string, Tensor)[] leaves = [("input", x), ("weight", state.Weight), ("bias", state.Bias)];
        GradientCheck.Run(() => Functional.BatchNorm2d(x, state, residual, relu), withResidual ? [.. leaves, ("residual", residual)] : leaves);
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Training_normalises_by_the_batch_and_moves_the_running_statistics(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = Input(1);
        BatchNormState state = State(1, training: true);
        float[] xs = x.ToArray(), oldMeans = state.RunningMean.ToArray(), oldVariances = state.RunningVariance.ToArray();
        float[] ys = Functional.BatchNorm2d(x, state).ToArray();
        for (int c = 0; c < Size[1]; c++)
        {
            int[] indices = ChannelIndices(c);
            double mean = indices.Average(i => (double)xs[i]), variance = indices.Average(i => Math.Pow(xs[i] - mean, 2));
            double weight = state.Weight.ToArray()[c], bias = state.Bias.ToArray()[c];
            foreach (int i in indices)
                Assert.Equal(((xs[i] - mean) / Math.Sqrt(variance + state.Epsilon) * weight) + bias, ys[i], 1e-5);
            Assert.Equal((0.9 * oldMeans[c]) + (0.1 * mean), state.RunningMean.ToArray()[c], 1e-6);
            Assert.Equal((0.9 * oldVariances[c]) + (0.1 * variance * indices.Length / (indices.Length - 1)), state.RunningVariance.ToArray()[c], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Evaluation_normalises_by_the_running_statistics_and_leaves_them(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = Input(1), residual = Residual(1);
        BatchNormState state = State(1, training: false);
        float[] xs = x.ToArray(), rs = residual.ToArray(), means = state.RunningMean.ToArray(), variances = state.RunningVariance.ToArray();
        float[] ys = Functional.BatchNorm2d(x, state, residual, relu: true).ToArray();
        for (int c = 0; c < Size[1]; c++)
        {
            double weight = state.Weight.ToArray()[c], bias = state.Bias.ToArray()[c];
            foreach (int i in ChannelIndices(c))
                Assert.Equal(Math.Max(0, ((xs[i] - means[c]) / Math.Sqrt(variances[c] + state.Epsilon) * weight) + bias + rs[i]), ys[i], 1e-5);
        }
        Assert.Equal(means, state.RunningMean.ToArray());
        Assert.Equal(variances, state.RunningVariance.ToArray());
    }

    [Fact]
    public void The_input_as_its_own_residual_receives_both_gradients()
    {
        Tensor x = Input(1);
        BatchNormState state = State(1, training: true);
        GradientCheck.Run(() => Functional.BatchNorm2d(x, state, residual: x), ("input", x));
    }

    [Fact]
    public void One_value_per_channel_cannot_be_trained_on()
    {
        BatchNormState state = State(1, training: true);
        var failure = Assert.Throws<ArgumentException>(() => Functional.BatchNorm2d(Tensor.Zeros([1, 4, 1, 1]), state));
        Assert.Contains("more than one value per channel", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_channels_is_refused()
    {
        BatchNormState state = State(1, training: true);
        Assert.Throws<ArgumentException>(() => Functional.BatchNorm2d(Tensor.Zeros([2, 5, 2, 2]), state));
    }

    [Fact]
    public void A_residual_of_another_shape_is_refused()
    {
        BatchNormState state = State(1, training: true);
        Assert.Throws<ArgumentException>(() => Functional.BatchNorm2d(Tensor.Zeros([2, 4, 2, 2]), state, Tensor.Zeros([2, 4, 2, 3])));
    }

    static float[] Output(ulong seed, bool training, bool withResidual, bool relu) =>
        Functional.BatchNorm2d(Input(seed), State(seed, training), withResidual ? Residual(seed) : default, relu).ToArray();

    static Tensor Input(ulong seed) => RandomTensor.Leaf(Size, (seed * 10) + 1);

    static Tensor Residual(ulong seed) => RandomTensor.Leaf(Size, (seed * 10) + 2);

    static BatchNormState State(ulong seed, bool training) => new(
        RandomTensor.Leaf([4], (seed * 10) + 3, 0.5f, 1.5f),
        RandomTensor.Leaf([4], (seed * 10) + 4),
        RandomTensor.Uniform([4], (seed * 10) + 5),
        RandomTensor.Uniform([4], (seed * 10) + 6, 0.5f, 1.5f),
        training);

    static int[] ChannelIndices(int channel)
    {
        int map = Size[2] * Size[3];
        return [.. Enumerable.Range(0, Size.Count).Where(i => i / map % Size[1] == channel)];
    }
}
