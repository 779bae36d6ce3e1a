using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class NormalizedConvolutionTests
{
    public static TheoryData<int, int, int, int, int> Geometries => new()
    {
        // batch, in channels, size, out channels, kernel
        { 1, 3, 5, 7, 1 },
        { 2, 64, 8, 96, 1 },
        { 3, 300, 9, 70, 1 },
        { 2, 3, 12, 64, 7 },
        { 2, 5, 6, 16, 3 },
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void A_fused_normalisation_gives_the_bits_of_the_two_passes(int batch, int inChannels, int size, int outChannels, int kernel)
    {
        var geometry = new ConvGeometry(batch, inChannels, size, size, outChannels, kernel, kernel, kernel > 1 ? 2 : 1, kernel / 2);
        float[] x = Values.Uniform(1, geometry.InputLength), w = PanelLayout(geometry);
        Check(
            geometry,
            output => DenseConvolution.Forward(geometry, x, w, output),
            (norm, output) => DenseConvolution.Forward(geometry, x, w, norm, output));
    }

    [Theory]
    [InlineData(9, 32, 8, 1, 9)]
    [InlineData(2, 128, 32, 1, 30)]
    [InlineData(9, 32, 2, 1, 7)]
    [InlineData(9, 32, 4, 2, 8)]
    [InlineData(9, 20, 4, 1, 5)]
    [InlineData(9, 32, 2, 1, 1)]
    [InlineData(20, 64, 8, 1, 2)]
    public void In_groups_it_does_too(int batch, int channels, int groups, int stride, int size)
    {
        var geometry = new ConvGeometry(batch, channels, size, size, channels, 3, 3, stride, 1, groups);
        float[] x = Values.Uniform(1, geometry.InputLength), w = Values.Uniform(2, channels * geometry.Depth);
        Check(
            geometry,
            output => GroupedConvolution.Forward(geometry, x, w, output),
            (norm, output) => GroupedConvolution.Forward(geometry, x, w, norm, output));
    }

    [Fact]
    public void A_normalisation_that_does_not_fit_is_refused()
    {
        var geometry = new ConvGeometry(1, 2, 3, 3, 4, 1, 1);
        Assert.Throws<ArgumentException>(() => DenseConvolution.Forward(
            geometry, new float[18], new float[Panels.Length(2, 4)], new ChannelNorm { Mean = new float[4], Scale = new float[3], Bias = new float[4] }, new float[36]));
        var grouped = new ConvGeometry(1, 4, 3, 3, 4, 3, 3, stride: 1, padding: 1, groups: 2);
        Assert.Throws<ArgumentException>(() => GroupedConvolution.Forward(
            grouped, new float[36], new float[72], new ChannelNorm { Mean = new float[4], Scale = new float[4], Bias = new float[4], Residual = new float[35] }, new float[36]));
    }

    static void Check(ConvGeometry geometry, Convolution convolution, NormalizedConvolution fused)
    {
        int channels = geometry.OutChannels;
        float[] mean = Values.Uniform(4, channels), scale = Values.Uniform(5, channels), bias = Values.Uniform(6, channels), residual = Values.Uniform(3, geometry.OutputLength);
        Every.Level(level =>
        {
            foreach (bool relu in new[] { false, true })
            {
                foreach (float[] added in new[] { [], residual })
                {
                    float[] expected = new float[geometry.OutputLength];
                    convolution(expected);
                    ChannelAffine.Forward(expected, mean, scale, bias, added, relu, expected);
                    Guarded actual = Guarded.Unwritten(geometry.OutputLength);
                    fused(new ChannelNorm { Mean = mean, Scale = scale, Bias = bias, Residual = added, Relu = relu }, actual.Span);
                    string context = $"{level}, {geometry}, relu {relu}, residual {added.Length > 0}";
                    actual.CheckMargins(context);
                    Assert.True(expected.AsSpan().SequenceEqual(actual.Span), context);
                }
            }
        });
    }

    static float[] PanelLayout(ConvGeometry geometry) =>
        Gemm.PanelLayout.Pack(Values.Uniform(2, geometry.Depth * geometry.OutChannels), geometry.Depth, geometry.OutChannels);

    private delegate void Convolution(Span<float> output);

    private delegate void NormalizedConvolution(ChannelNorm norm, Span<float> output);
}
