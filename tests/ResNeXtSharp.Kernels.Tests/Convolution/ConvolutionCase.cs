using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

/// <summary>One convolution's data, its reference, and the check of the three kernels against it.</summary>
internal sealed class ConvolutionCase
{
    private readonly ConvGeometry _geometry;
    private readonly IConvolutionKernels _kernels;
    private readonly float[] _input;
    private readonly float[] _weight;
    private readonly float[] _packedWeight;
    private readonly float[] _gradOutput;
    private readonly string _name;

    internal ConvolutionCase(ConvGeometry geometry, IConvolutionKernels kernels, int seed)
    {
        (_geometry, _kernels) = (geometry, kernels);
        _input = Values.Uniform(seed, geometry.InputLength);
        _weight = Values.Uniform(seed + 1, geometry.OutChannels * geometry.Depth);
        _packedWeight = kernels.Pack(geometry, _weight);
        _gradOutput = Values.Uniform(seed + 2, geometry.OutputLength);
        _name = $"{geometry.InChannels} to {geometry.OutChannels} channels in {geometry.Groups} groups, batch {geometry.Batch}, map {geometry.Height}x{geometry.Width}, "
            + $"kernel {geometry.KernelHeight}x{geometry.KernelWidth}, stride {geometry.Stride}, padding {geometry.Padding}, seed {seed}";
    }

    internal void CheckEveryLevel()
    {
        var reference = new ConvolutionReference(_geometry, _input, _weight, _gradOutput);
        Every.Level(level =>
        {
            foreach (bool accumulate in new[] { false, true })
                Check(reference, accumulate, $"{level}, {_name}, accumulate {accumulate}");
        });
    }

    internal void CheckEveryThreadCount() => Every.ThreadCountGivesTheSameBits(
        () =>
        {
            float[] output = new float[_gradOutput.Length], gradInput = new float[_input.Length], gradWeight = new float[_packedWeight.Length];
            _kernels.Forward(_geometry, _input, _packedWeight, output);
            _kernels.BackwardInput(_geometry, _gradOutput, _packedWeight, gradInput, accumulate: false);
            _kernels.BackwardWeight(_geometry, _input, _gradOutput, gradWeight, accumulate: false);
            return [.. output, .. gradInput, .. gradWeight];
        },
        _name);

    void Check(ConvolutionReference reference, bool accumulate, string context)
    {
        Guarded input = new(_input), weight = new(_packedWeight), gradOutput = new(_gradOutput);
        if (!accumulate)
        {
            Guarded output = Guarded.Unwritten(_gradOutput.Length);
            _kernels.Forward(_geometry, input.Span, weight.Span, output.Span);
            output.CheckMargins($"forward, {context}");
            Closeness.Check(reference.Output, output.Span, Closeness.OfSum(_geometry.Depth), $"forward, {context}");
        }

        float[] addedInput = Added(_input.Length, accumulate), addedWeight = Added(_weight.Length, accumulate);
        Guarded gradInput = accumulate ? new(addedInput) : Guarded.Unwritten(_input.Length);
        _kernels.BackwardInput(_geometry, gradOutput.Span, weight.Span, gradInput.Span, accumulate);
        gradInput.CheckMargins($"backward input, {context}");
        int inputDepth = _geometry.KernelHeight * _geometry.KernelWidth * _geometry.OutPerGroup;
        Closeness.Check(Sum(reference.GradInput, addedInput), gradInput.Span, Closeness.OfSum(inputDepth + 1), $"backward input, {context}");

        Guarded gradWeight = accumulate ? new(_kernels.Pack(_geometry, addedWeight)) : Guarded.Unwritten(weight.Span.Length);
        _kernels.BackwardWeight(_geometry, input.Span, gradOutput.Span, gradWeight.Span, accumulate);
        gradWeight.CheckMargins($"backward weight, {context}");
        float[] logical = _kernels.Unpack(_geometry, gradWeight.Span, $"backward weight, {context}");
        Closeness.Check(Sum(reference.GradWeight, addedWeight), logical, Closeness.OfSum(_geometry.OutputRows + 1), $"backward weight, {context}");
    }

    static float[] Added(int length, bool accumulate) => accumulate ? Values.Uniform(9, length) : new float[length];

    static double[] Sum(double[] sums, float[] added) => [.. sums.Zip(added, (sum, start) => sum + start)];
}
