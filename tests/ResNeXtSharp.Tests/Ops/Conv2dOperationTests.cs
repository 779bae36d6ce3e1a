using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

[Collection(nameof(EngineSettings))]
public sealed class Conv2dOperationTests
{
    // Input channels, output channels, kernel, stride, padding, groups, height, width.
    private static readonly int[][] Geometries =
    [
        [3, 5, 3, 1, 1, 1, 5, 4],
        [4, 6, 1, 1, 0, 1, 3, 5],
        [4, 6, 1, 2, 0, 1, 5, 4],
        [3, 4, 7, 2, 3, 1, 7, 8],
        [2, 3, 2, 3, 1, 1, 6, 5],
        [8, 8, 3, 1, 1, 2, 4, 5],
        [16, 16, 3, 2, 1, 4, 5, 5],
        [6, 12, 3, 1, 1, 3, 3, 4],
        [4, 4, 3, 1, 1, 4, 4, 4],
        [8, 4, 1, 1, 0, 2, 3, 3],
    ];

    public static MatrixTheoryData<SimdLevel, string> Cases =>
        new(SimdDispatch.Available, Geometries.Select(g => string.Join(' ', g)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_central_differences(SimdLevel level, string geometry)
    {
        using var settings = EngineSettings.AtLevel(level);
        if (Read(geometry) is not [var ci, var co, var k, var stride, var padding, var groups, var h, var w])
            throw new ArgumentException(geometry);
        Tensor x = RandomTensor.Leaf([2, ci, h, w], 1), weight = RandomTensor.ConvolutionKernels([co, ci / groups, k, k], groups, 2), bias = RandomTensor.Leaf([co], 3);
        GradientCheck.Run(() => Functional.Conv2d(x, weight, bias, stride, padding, groups), ("input", x), ("weight", weight), ("bias", bias));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_is_the_sum_over_window_and_group(SimdLevel level, string geometry)
    {
        using var settings = EngineSettings.AtLevel(level);
        if (Read(geometry) is not [var ci, var co, var k, var stride, var padding, var groups, var h, var w])
            throw new ArgumentException(geometry);
        Tensor x = RandomTensor.Uniform([2, ci, h, w], 1), weight = RandomTensor.ConvolutionKernels([co, ci / groups, k, k], groups, 2), bias = RandomTensor.Uniform([co], 3);
        Tensor y = Functional.Conv2d(x, weight, bias, stride, padding, groups);
        float[] xs = x.ToArray(), ws = weight.ToArray(), bs = bias.ToArray(), ys = y.ToArray();
        int ciGroup = ci / groups, coGroup = co / groups, i = 0;
        for (int n = 0; n < 2; n++)
        for (int o = 0; o < co; o++)
        for (int row = 0; row < y.Shape[2]; row++)
        for (int column = 0; column < y.Shape[3]; column++, i++)
        {
            double sum = bs[o];
            for (int c = 0; c < ciGroup; c++)
            for (int r = 0; r < k; r++)
            for (int s = 0; s < k; s++)
            {
                int yIn = (row * stride) + r - padding, xIn = (column * stride) + s - padding;
                if (yIn >= 0 && yIn < h && xIn >= 0 && xIn < w)
                    sum += (double)xs[(((((n * ci) + (o / coGroup * ciGroup) + c) * h) + yIn) * w) + xIn] * ws[(((((o * ciGroup) + c) * k) + r) * k) + s];
            }
            // At most 147 products of values below 1.
            Assert.Equal(sum, ys[i], 1e-5);
        }
        Assert.Equal(ys.Length, i);
    }

    [Fact]
    public void Without_a_bias_none_is_added()
    {
        Tensor x = RandomTensor.Uniform([1, 2, 3, 3], 1), weight = RandomTensor.ConvolutionKernels([4, 2, 1, 1], 1, 2);
        Assert.Equal(Functional.Conv2d(x, weight, Tensor.Zeros([4])).ToArray(), Functional.Conv2d(x, weight).ToArray());
    }

    [Fact]
    public void Channels_that_do_not_fit_the_kernels_are_refused()
    {
        Tensor weight = Functional.ConvolutionWeight([4, 2, 3, 3]);
        var failure = Assert.Throws<ArgumentException>(() => Functional.Conv2d(Tensor.Zeros([1, 3, 8, 8]), weight));
        Assert.Contains("[4, 2, 3, 3]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 3, 8, 8]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_of_the_wrong_layout_are_refused() =>
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(Tensor.Zeros([1, 2, 8, 8]), Tensor.Zeros([4, 2, 3, 3])));

    [Fact]
    public void A_bias_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(Tensor.Zeros([1, 2, 8, 8]), Functional.ConvolutionWeight([4, 2, 3, 3]), Tensor.Zeros([3])));

    [Fact]
    public void A_kernel_larger_than_the_padded_input_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Functional.Conv2d(Tensor.Zeros([1, 2, 2, 2]), Functional.ConvolutionWeight([4, 2, 3, 3])));

    static int[] Read(string geometry) => [.. geometry.Split(' ').Select(int.Parse)];
}
