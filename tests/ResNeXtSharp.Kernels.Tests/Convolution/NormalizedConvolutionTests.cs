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
        float[] x = Values.Uniform(1, geometry.InputLength), w = PanelLayout(geometry), residual = Values.Uniform(3, geometry.OutputLength);
        float[] mean = Values.Uniform(4, outChannels), scale = Values.Uniform(5, outChannels), bias = Values.Uniform(6, outChannels);
        Every.Level(level =>
        {
            foreach (bool relu in new[] { false, true })
            {
                foreach (float[] added in new[] { [], residual })
                {
                    float[] expected = new float[geometry.OutputLength];
                    DenseConvolution.Forward(geometry, x, w, expected);
                    ChannelAffine.Forward(expected, mean, scale, bias, added, relu, expected);
                    Guarded actual = Guarded.Unwritten(geometry.OutputLength);
                    var norm = new ChannelNorm { Mean = mean, Scale = scale, Bias = bias, Residual = added, Relu = relu };
                    DenseConvolution.Forward(geometry, x, w, norm, actual.Span);
                    string context = $"{level}, {geometry}, relu {relu}, residual {added.Length > 0}";
                    actual.CheckMargins(context);
                    Assert.True(expected.AsSpan().SequenceEqual(actual.Span), context);
                }
            }
        });
    }

    [Fact]
    public void A_normalisation_that_does_not_fit_is_refused()
    {
        var geometry = new ConvGeometry(1, 2, 3, 3, 4, 1, 1);
        Assert.Throws<ArgumentException>(() => DenseConvolution.Forward(
            geometry, new float[18], new float[Panels.Length(2, 4)], new ChannelNorm { Mean = new float[4], Scale = new float[3], Bias = new float[4] }, new float[36]));
    }

    static float[] PanelLayout(ConvGeometry geometry) =>
        Gemm.PanelLayout.Pack(Values.Uniform(2, geometry.Depth * geometry.OutChannels), geometry.Depth, geometry.OutChannels);
}
