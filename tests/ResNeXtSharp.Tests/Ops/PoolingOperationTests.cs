using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>Maximum and average pooling.</summary>
[Collection(nameof(EngineSettings))]
public sealed class PoolingOperationTests
{
    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_maximum_pooling_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        foreach ((int kernel, int stride, int padding) in new[] { (3, 2, 1), (2, 2, 0), (3, 1, 1), (2, 1, 0) })
        {
            Tensor x = RandomTensor.LeafOfDistinctValues([2, 5, 5, 6], 1);
            GradientCheck.Run(() => Functional.MaxPool2d(x, kernel, stride, padding), ("input", x));
        }
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Maximum_pooling_takes_the_largest_of_each_window(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Uniform([2, 3, 5, 6], 1, -2, -1), y = Functional.MaxPool2d(x, 3, 2, 1);
        Assert.Equal([2, 3, 3, 3], y.Shape);
        Assert.Equal(Windows(x, 3, 3, (row, column) => (Range(row * 2 - 1, row * 2 + 2, 5), Range(column * 2 - 1, column * 2 + 2, 6)), values => values.Max()), y.ToArray());
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_average_pooling_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        foreach ((int outHeight, int outWidth) in new[] { (1, 1), (2, 3), (3, 2), (5, 6), (7, 7) })
        {
            Tensor x = RandomTensor.Leaf([2, 5, 5, 6], 1);
            GradientCheck.Run(() => Functional.AdaptiveAvgPool2d(x, outHeight, outWidth), ("input", x));
        }
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Average_pooling_takes_the_mean_of_windows_that_cover_the_map(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        Tensor x = RandomTensor.Uniform([2, 3, 5, 6], 1), y = Functional.AdaptiveAvgPool2d(x, 2, 3);
        // PyTorch: window i of n over s pixels reaches from floor(i · s / n) to ceil((i + 1) · s / n).
        float[] expected = Windows(x, 2, 3, (row, column) => (Range(row * 5 / 2, ((row + 1) * 5 + 1) / 2, 5), Range(column * 2, column * 2 + 2, 6)), values => values.Average());
        float[] actual = y.ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [MemberData(nameof(EngineSettings.Levels), MemberType = typeof(EngineSettings))]
    public void Gradients_of_average_pooling_by_windows_agree_with_central_differences(SimdLevel level)
    {
        using var settings = EngineSettings.AtLevel(level);
        foreach ((int kernel, int stride) in new[] { (2, 2), (3, 2), (2, 1), (2, 3) })
        {
            Tensor x = RandomTensor.Leaf([2, 5, 5, 6], 1);
            GradientCheck.Run(() => Functional.AvgPool2d(x, kernel, stride), ("input", x));
        }
    }

    [Fact]
    public void Average_pooling_by_windows_counts_only_what_lies_inside_the_map()
    {
        Tensor x = RandomTensor.Uniform([2, 3, 5, 6], 1), y = Functional.AvgPool2d(x, 2, 2);
        Assert.Equal([2, 3, 3, 3], y.Shape);
        float[] expected = Windows(x, 3, 3, (row, column) => (Range(row * 2, (row * 2) + 2, 5), Range(column * 2, (column * 2) + 2, 6)), values => values.Average());
        Assert.All(expected.Zip(y.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Pooling_needs_maps()
    {
        Assert.Throws<ArgumentException>(() => Functional.AvgPool2d(Tensor.Zeros([4, 4]), 2, 2));
        Assert.Throws<ArgumentException>(() => Functional.MaxPool2d(Tensor.Zeros([4, 4]), 2, 2));
        Assert.Throws<ArgumentException>(() => Functional.AdaptiveAvgPool2d(Tensor.Zeros([4, 4])));
    }

    [Fact]
    public void A_window_larger_than_the_padded_map_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Functional.MaxPool2d(Tensor.Zeros([1, 1, 2, 2]), 3, 1));

    [Fact]
    public void An_average_over_no_window_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Functional.AdaptiveAvgPool2d(Tensor.Zeros([1, 1, 2, 2]), 0, 1));

    static (int From, int To) Range(int from, int to, int size) => (Math.Max(0, from), Math.Min(size, to));

    static float[] Windows(
        Tensor x, int outHeight, int outWidth, Func<int, int, ((int From, int To) Rows, (int From, int To) Columns)> window, Func<IEnumerable<double>, double> reduce)
    {
        float[] values = x.ToArray();
        int height = x.Shape[2], width = x.Shape[3];
        var result = new List<float>();
        for (int map = 0; map < x.Shape[0] * x.Shape[1]; map++)
        for (int row = 0; row < outHeight; row++)
        for (int column = 0; column < outWidth; column++)
        {
            var (rows, columns) = window(row, column);
            var inside = from r in Enumerable.Range(rows.From, rows.To - rows.From)
                         from c in Enumerable.Range(columns.From, columns.To - columns.From)
                         select (double)values[(((map * height) + r) * width) + c];
            result.Add((float)reduce(inside));
        }
        return [.. result];
    }
}
