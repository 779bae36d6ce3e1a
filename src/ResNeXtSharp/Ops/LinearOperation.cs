using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, in] with weight [out, in] and optional bias [out] gives [n, out] = input · weightᵀ + bias.</summary>
internal sealed class LinearOperation : Operation<LinearOperation>
{
    internal static Tensor Forward(Tensor input, Tensor weight, Tensor bias)
    {
        if (input.Shape.Rank != 2 || weight.Shape.Rank != 2 || input.Shape[1] != weight.Shape[1])
            throw new ArgumentException($"A linear layer with weight {weight.Shape} of shape [out, in] needs an input [n, in], not {input.Shape}.");
        if (weight.Cell.Layout != MemoryLayout.WeightPanels)
            throw new ArgumentException("The weight lies in another layout than a linear layer reads; make it with Functional.LinearWeight.", nameof(weight));
        if (bias.IsDefined && bias.Shape != [weight.Shape[0]])
            throw new ArgumentException($"A bias of shape {bias.Shape} does not fit {weight.Shape[0]} outputs.", nameof(bias));

        int rows = input.Shape[0], depth = input.Shape[1], columns = weight.Shape[0];
        TensorCell output = TensorCell.Create([rows, columns], MemoryLayout.Contiguous);
        PanelGemm.Forward(input.Cell.Values, weight.Cell.Values, output.Values, rows, depth, columns);
        if (bias.IsDefined)
            Rows.AddBias(output.Values, bias.Cell.Values);
        Record(output, input.Cell, weight.Cell, bias.IsDefined ? bias.Cell : null);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell input = Input(0)!, weight = Input(1)!;
        int rows = input.Shape[0], depth = input.Shape[1], columns = weight.Shape[0];
        ReadOnlySpan<float> gradOutput = Output.Gradient!.Span;
        if (Wants(1))
        {
            Span<float> gradWeight = weight.GradientTarget(out bool accumulate);
            PanelGemm.BackwardWeight(input.Values, gradOutput, gradWeight, rows, depth, columns, accumulate);
        }
        if (Wants(2))
        {
            Span<float> gradBias = Input(2)!.GradientTarget(out bool accumulate);
            Rows.SumColumns(gradOutput, gradBias, accumulate);
        }
        if (Wants(0))
        {
            Span<float> gradInput = input.GradientTarget(out bool accumulate);
            PanelGemm.BackwardInput(gradOutput, weight.Values, gradInput, rows, depth, columns, accumulate);
        }
    }
}
