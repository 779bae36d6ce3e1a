using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Two tensors of one shape: their elementwise sum. The gradient goes to both as it is.</summary>
internal sealed class AddOperation : Operation<AddOperation>
{
    internal static Tensor Forward(Tensor left, Tensor right)
    {
        if (left.Shape != right.Shape)
            throw new ArgumentException($"Tensors of shapes {left.Shape} and {right.Shape} cannot be added.");
        TensorCell output = TensorCell.Create(left.Shape, left.Cell.Layout);
        Elementwise.Add(left.Cell.Values, right.Cell.Values, output.Values);
        Record(output, left.Cell, right.Cell);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        for (int i = 0; i < 2; i++)
        {
            if (!Wants(i))
                continue;
            Span<float> target = Input(i)!.GradientTarget(out bool accumulate);
            if (accumulate)
                Elementwise.Accumulate(Output.Gradient!.Span, target);
            else
                Elementwise.Copy(Output.Gradient!.Span, target);
        }
    }
}
