using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class MeasuringConvolutionTests
{
    public static TheoryData<ConvGeometry> Geometries =>
    [
        new ConvGeometry(1, 3, 5, 5, 7, 1, 1),
        new ConvGeometry(2, 64, 8, 8, 96, 1, 1),
        new ConvGeometry(11, 300, 9, 9, 70, 1, 1),
        new ConvGeometry(2, 8, 6, 6, 128, 1, 1, stride: 2),
        // Several chunks of pictures, whose rows fill no whole blocks.
        new ConvGeometry(9, 64, 34, 31, 20, 5, 5, padding: 1),
    ];

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Statistics_measured_on_the_way_have_the_bits_of_those_measured_afterwards(ConvGeometry geometry)
    {
        float[] x = Values.Uniform(1, geometry.InputLength);
        float[] w = Gemm.PanelLayout.Pack(Values.Uniform(2, geometry.Depth * geometry.OutChannels), geometry.Depth, geometry.OutChannels);
        int rows = geometry.OutputRows, channels = geometry.OutChannels;
        Every.Level(level =>
        {
            float[] expected = new float[geometry.OutputLength], partials = new float[BatchStatistics.PartialsLength(rows, channels)];
            float[] mean = new float[channels], variance = new float[channels], expectedMean = new float[channels], expectedVariance = new float[channels];
            DenseConvolution.Forward(geometry, x, w, expected);
            BatchStatistics.Measure(expected, rows, channels, expectedMean, expectedVariance);
            float[] actual = new float[geometry.OutputLength];
            DenseConvolution.Forward(geometry, x, w, actual, partials);
            BatchStatistics.Merge(partials, rows, channels, mean, variance);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{level}, {geometry}");
            Assert.True(expectedMean.AsSpan().SequenceEqual(mean), $"{level}, {geometry}");
            Assert.True(expectedVariance.AsSpan().SequenceEqual(variance), $"{level}, {geometry}");
        });
    }

    [Fact]
    public void Too_little_room_for_the_partial_sums_is_refused() => Assert.Throws<ArgumentException>(
        () => DenseConvolution.Forward(new ConvGeometry(1, 2, 3, 3, 4, 1, 1), new float[18], new float[32], new float[36], new float[12]));
}
