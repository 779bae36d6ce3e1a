using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

public class GroupedConvolutionTests
{
    private static readonly (int Height, int Width)[] Maps = [(1, 1), (2, 2), (3, 5), (4, 4), (7, 7), (8, 8), (9, 13)];
    private static readonly int[] Batches = [1, 2, 5, 9];
    private static readonly int[] GroupCounts = [2, 4, 5, 8, 16, 1];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(8, 8)]
    [InlineData(12, 12)]
    [InlineData(16, 16)]
    [InlineData(32, 32)]
    [InlineData(64, 64)]
    [InlineData(1, 2)]
    [InlineData(4, 1)]
    [InlineData(2, 4)]
    [InlineData(8, 4)]
    [InlineData(3, 5)]
    [InlineData(16, 8)]
    [InlineData(4, 12)]
    [InlineData(8, 16)]
    public void Channels_per_group_match_the_definition_for_all_kernels_strides_and_maps(int inPerGroup, int outPerGroup)
    {
        int seed = 0;
        foreach (int kernel in new[] { 1, 3, 5 })
        {
            foreach (int stride in new[] { 1, 2, 3 })
            {
                foreach ((int height, int width) in Maps)
                {
                    seed++;
                    int products = height * width * kernel * kernel * inPerGroup * outPerGroup / stride / stride;
                    int groups = Affordable(GroupCounts, Values.Below(inPerGroup, seed, GroupCounts.Length), products);
                    int batch = Affordable(Batches, Values.Below(outPerGroup, -seed, Batches.Length), products * groups);
                    int padding = Values.Below(7, seed, 3) == 0 && Math.Min(height, width) >= kernel ? 0 : kernel / 2;
                    var geometry = new ConvGeometry(batch, groups * inPerGroup, height, width, groups * outPerGroup, kernel, kernel, stride, padding, groups);
                    new ConvolutionCase(geometry, new GroupedKernels(), seed).CheckEveryLevel();
                }
            }
        }
    }

    [Theory]
    [InlineData(128, 32, 1, 8)]
    [InlineData(128, 32, 2, 8)]
    [InlineData(256, 32, 1, 4)]
    [InlineData(512, 32, 2, 4)]
    [InlineData(1024, 32, 1, 1)]
    [InlineData(64, 64, 1, 9)]
    [InlineData(64, 2, 1, 7)]
    [InlineData(64, 4, 2, 14)]
    public void The_layers_of_ResNeXt_match_the_definition(int channels, int groups, int stride, int map) =>
        new ConvolutionCase(new ConvGeometry(2, channels, map, map, channels, 3, 3, stride, 1, groups), new GroupedKernels(), seed: channels + stride).CheckEveryLevel();

    [Theory]
    [InlineData(3, 1, 2, 0)]
    [InlineData(1, 5, 1, 2)]
    [InlineData(2, 4, 3, 1)]
    [InlineData(3, 3, 1, 4)]
    [InlineData(1, 1, 7, 30)]
    public void Kernels_that_are_not_square_and_wide_padding_match_the_definition(int kernelHeight, int kernelWidth, int stride, int padding) =>
        new ConvolutionCase(new ConvGeometry(3, 24, 6, 5, 24, kernelHeight, kernelWidth, stride, padding, 6), new GroupedKernels(), seed: 31).CheckEveryLevel();

    [Theory]
    [InlineData(16, 4, 1)]
    [InlineData(16, 1, 1)]
    [InlineData(16, 2, 2)]
    [InlineData(24, 2, 1)]
    public void Maps_of_several_bands_match_the_definition(int channels, int groups, int stride) =>
        new ConvolutionCase(new ConvGeometry(1, channels, 110, 93, channels, 3, 3, stride, 1, groups), new GroupedKernels(), seed: 51).CheckEveryLevel();

    [Theory]
    [InlineData(64, 16, 1, 2)]
    [InlineData(32, 2, 1, 1)]
    [InlineData(64, 8, 2, 8)]
    [InlineData(12, 4, 2, 4)]
    public void Narrow_maps_of_many_pictures_match_the_definition(int channels, int groups, int stride, int map) =>
        new ConvolutionCase(new ConvGeometry(37, channels, map, map, channels, 3, 3, stride, 1, groups), new GroupedKernels(), seed: 61).CheckEveryLevel();

    [Theory]
    [InlineData(64, 16, 1, 9)]
    [InlineData(96, 12, 2, 8)]
    [InlineData(20, 5, 1, 7)]
    [InlineData(128, 32, 1, 8)]
    [InlineData(64, 4, 1, 2)]
    [InlineData(64, 2, 1, 1)]
    [InlineData(64, 8, 2, 8)]
    public void Bits_do_not_depend_on_the_number_of_threads(int channels, int groups, int stride, int map) =>
        new ConvolutionCase(new ConvGeometry(9, channels, map, map, channels, 3, 3, stride, 1, groups), new GroupedKernels(), seed: 41).CheckEveryThreadCount();

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Spans_of_the_wrong_length_are_refused(int inputMissing, int weightMissing, int outputMissing)
    {
        var geometry = new ConvGeometry(2, 8, 4, 4, 8, 3, 3, stride: 1, padding: 1, groups: 4);
        float[] input = new float[(2 * 4 * 4 * 8) - inputMissing], weight = new float[(8 * 9 * 2) - weightMissing], output = new float[(2 * 4 * 4 * 8) - outputMissing];
        Assert.Throws<ArgumentException>(() => GroupedConvolution.Forward(geometry, input, weight, output));
        Assert.Throws<ArgumentException>(() => GroupedConvolution.BackwardInput(geometry, output, weight, input, accumulate: false));
        Assert.Throws<ArgumentException>(() => GroupedConvolution.BackwardWeight(geometry, input, output, weight, accumulate: false));
    }

    /// <summary>The chosen option, or 1 where so many <paramref name="products"/> would keep the reference busy for long.</summary>
    static int Affordable(int[] options, int choice, int products) => products * (long)options[choice] < 400_000 ? options[choice] : 1;
}
