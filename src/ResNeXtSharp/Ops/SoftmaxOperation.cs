using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Loss;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, k] gives [n, k], each row exp(x) / sum of exp(x).</summary>
internal sealed class SoftmaxOperation : Operation<SoftmaxOperation>
{
    internal static Tensor Forward(Tensor input)
    {
        input.RequireRank(2, "Softmax");
        TensorCell output = TensorCell.Create(input.Shape, MemoryLayout.Contiguous);
        SoftmaxCrossEntropy.Softmax(input.Cell.Values, input.Shape[1], output.Values);
        Record(output, input.Cell);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        Span<float> gradInput = Input(0)!.GradientTarget(out bool accumulate);
        int classes = Output.Shape[1];
        for (int row = 0; row < Output.Shape.Count; row += classes)
        {
            ReadOnlySpan<float> p = Output.Values.Slice(row, classes), g = Output.Gradient!.Span.Slice(row, classes);
            double dot = 0;
            for (int i = 0; i < classes; i++)
                dot += (double)p[i] * g[i];
            for (int i = 0; i < classes; i++)
            {
                float gradient = (float)(p[i] * (g[i] - dot));
                gradInput[row + i] = accumulate ? gradInput[row + i] + gradient : gradient;
            }
        }
    }
}
