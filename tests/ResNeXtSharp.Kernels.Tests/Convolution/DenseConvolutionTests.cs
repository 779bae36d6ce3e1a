using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class DenseConvolutionTests
{
    private static readonly (int Height, int Width)[] Maps = [(1, 1), (2, 2), (3, 5), (7, 7), (8, 8), (9, 13)];
    private static readonly int[] Channels = [1, 3, 10, 16, 17, 33, 65];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Kernels_match_the_definition_for_all_strides_paddings_and_maps(int kernel)
    {
        int seed = 0;
        foreach (int stride in new[] { 1, 2, 3 })
        {
            foreach (int padding in new[] { 0, 1, 2, 3 })
            {
                foreach ((int height, int width) in Maps.Where(map => Math.Min(map.Height, map.Width) + (2 * padding) >= kernel))
                {
                    seed++;
                    int inChannels = Channels[Values.Below(1, seed, kernel == 7 ? 3 : Channels.Length)], outChannels = Channels[Values.Below(2, seed, Channels.Length)];
                    var geometry = new ConvGeometry(1 + Values.Below(3, seed, 3), inChannels, height, width, outChannels, kernel, kernel, stride, padding);
                    new ConvolutionCase(geometry, new DenseKernels(), seed).CheckEveryLevel();
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 5, 2, 1)]
    [InlineData(3, 2, 1, 2)]
    public void Kernels_that_are_not_square_match_the_definition(int kernelHeight, int kernelWidth, int stride, int padding) =>
        new ConvolutionCase(new ConvGeometry(3, 5, 6, 7, 18, kernelHeight, kernelWidth, stride, padding), new DenseKernels(), seed: 11).CheckEveryLevel();

    [Fact]
    public void A_batch_that_is_gathered_in_several_chunks_matches_the_definition()
    {
        // 32 x 32 windows of 3 x 3 x 64: 3.6 pictures fill a chunk of 2^21 floats, so five take two chunks, the second of them short.
        var geometry = new ConvGeometry(5, 64, 32, 32, 3, 3, 3, stride: 1, padding: 1);
        Assert.True((long)geometry.OutputRows * geometry.Depth > 1 << 21);
        new ConvolutionCase(geometry, new DenseKernels(), seed: 12).CheckEveryLevel();
    }

    [Theory]
    [InlineData(3, 64, 7, 2, 3)]
    [InlineData(40, 20, 1, 1, 0)]
    [InlineData(40, 20, 1, 2, 0)]
    [InlineData(20, 70, 3, 1, 1)]
    public void Bits_do_not_depend_on_the_number_of_threads(int inChannels, int outChannels, int kernel, int stride, int padding) =>
        new ConvolutionCase(new ConvGeometry(6, inChannels, 14, 14, outChannels, kernel, kernel, stride, padding), new DenseKernels(), seed: 13).CheckEveryThreadCount();

    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(3, 0, 1, 0)]
    [InlineData(3, 0, 0, 1)]
    public void Spans_of_the_wrong_length_are_refused(int kernel, int inputMissing, int weightMissing, int outputMissing)
    {
        var geometry = new ConvGeometry(2, 8, 4, 4, 8, kernel, kernel, stride: 1, padding: kernel / 2);
        float[] input = new float[(2 * 4 * 4 * 8) - inputMissing], weight = new float[(8 * kernel * kernel * 16) - weightMissing], output = new float[(2 * 4 * 4 * 8) - outputMissing];
        Assert.Throws<ArgumentException>(() => DenseConvolution.Forward(geometry, input, weight, output));
        Assert.Throws<ArgumentException>(() => DenseConvolution.BackwardInput(geometry, output, weight, input, accumulate: false));
        Assert.Throws<ArgumentException>(() => DenseConvolution.BackwardWeight(geometry, input, output, weight, accumulate: false));
    }

    [Fact]
    public void Several_groups_are_refused()
    {
        var geometry = new ConvGeometry(1, 8, 4, 4, 8, 3, 3, stride: 1, padding: 1, groups: 2);
        float[] activations = new float[4 * 4 * 8], weight = new float[36 * 16];
        Assert.Throws<ArgumentException>(() => DenseConvolution.Forward(geometry, activations, weight, activations));
    }
}
