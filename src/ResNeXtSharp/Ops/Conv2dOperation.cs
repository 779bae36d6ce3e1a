using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>
/// Input [n, ci, h, w] with kernels [co, ci/groups, kh, kw] and optional bias [co] gives [n, co, h', w']; h' = ⌊(h + 2·padding - kh) / stride⌋ + 1.
/// </summary>
internal sealed class Conv2dOperation : Operation<Conv2dOperation>
{
    private ConvGeometry _geometry;

    // measure: a batch normalisation will need the statistics of the output.
    internal static Tensor Forward(Tensor input, Tensor weight, Tensor bias, int stride, int padding, int groups, bool measure = false)
    {
        ConvGeometry geometry = GeometryOf(input, weight, stride, padding, groups);
        if (bias.IsDefined && bias.Shape != [geometry.OutChannels])
            throw new ArgumentException($"A bias of shape {bias.Shape} does not fit {geometry.OutChannels} output channels.", nameof(bias));

        TensorCell output = TensorCell.Create([geometry.Batch, geometry.OutChannels, geometry.OutHeight, geometry.OutWidth], MemoryLayout.ChannelsLast);
        if (groups > 1)
            GroupedConvolution.Forward(geometry, input.Cell.Values, weight.Cell.Values, output.Values);
        else if (measure && !bias.IsDefined)
            DenseConvolution.Forward(geometry, input.Cell.Values, weight.Cell.Values, output.Values, RentMoments(output, geometry));
        else
            DenseConvolution.Forward(geometry, input.Cell.Values, weight.Cell.Values, output.Values);
        if (bias.IsDefined)
            Rows.AddBias(output.Values, bias.Cell.Values);

        if (Record(output, input.Cell, weight.Cell, bias.IsDefined ? bias.Cell : null) is { } operation)
            operation._geometry = geometry;
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell input = Input(0)!, weight = Input(1)!;
        ReadOnlySpan<float> gradOutput = Output.Gradient!.Span;
        // The input's gradient first: an optimizer may change the weight as soon as its own is known.
        if (Wants(0))
        {
            Span<float> gradInput = input.GradientTarget(out bool accumulate);
            if (_geometry.Groups == 1)
                DenseConvolution.BackwardInput(_geometry, gradOutput, weight.Values, gradInput, accumulate);
            else
                GroupedConvolution.BackwardInput(_geometry, gradOutput, weight.Values, gradInput, accumulate);
        }
        if (Wants(1) && weight.TakesUpdate && _geometry.Groups == 1 && DenseConvolution.IsOneProduct(_geometry))
        {
            DenseConvolution.UpdateWeight(_geometry, input.Values, gradOutput, weight.Update!);
        }
        else if (Wants(1))
        {
            Span<float> gradWeight = weight.GradientTarget(out bool accumulate);
            if (_geometry.Groups == 1)
                DenseConvolution.BackwardWeight(_geometry, input.Values, gradOutput, gradWeight, accumulate);
            else
                GroupedConvolution.BackwardWeight(_geometry, input.Values, gradOutput, gradWeight, accumulate);
        }
        if (Wants(2))
        {
            Span<float> gradBias = Input(2)!.GradientTarget(out bool accumulate);
            Rows.SumColumns(gradOutput, gradBias, accumulate);
        }
    }

    static Span<float> RentMoments(TensorCell output, in ConvGeometry geometry)
    {
        output.Moments = BufferPool.Rent(BatchStatistics.PartialsLength(geometry.OutputRows, geometry.OutChannels));
        return output.Moments.Span;
    }

    /// <summary>The layout of kernels that <paramref name="groups"/> groups read.</summary>
    internal static MemoryLayout LayoutFor(int groups) => groups == 1 ? MemoryLayout.WeightPanels : MemoryLayout.GroupedBlocks;

    /// <exception cref="ArgumentException">Shapes, groups or padding do not fit each other.</exception>
    internal static ConvGeometry GeometryOf(Tensor inputs, Tensor kernels, int stride, int padding, int groups)
    {
        Shape input = inputs.Shape, weight = kernels.Shape;
        if (input.Rank != 4 || weight.Rank != 4)
            throw new ArgumentException($"A convolution needs an input [n, c, h, w] and kernels [co, ci, kh, kw], not {input} and {weight}.");
        if (groups < 1 || input[1] != weight[1] * groups)
            throw new ArgumentException($"Kernels {weight} in {groups} groups expect {weight[1] * groups} input channels; the input {input} has {input[1]}.");
        if (kernels.Cell.Layout != LayoutFor(groups))
            throw new ArgumentException("The kernels lie in another layout than this convolution reads; make them with Functional.ConvolutionWeight.", nameof(kernels));
        return new ConvGeometry(input[0], input[1], input[2], input[3], weight[0], weight[2], weight[3], stride, padding, groups);
    }
}
