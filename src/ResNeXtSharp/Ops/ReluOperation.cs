using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Any shape: max(input, 0), elementwise.</summary>
internal sealed class ReluOperation : Operation<ReluOperation>
{
    internal static Tensor Forward(Tensor input)
    {
        TensorCell output = TensorCell.Create(input.Shape, input.Cell.Layout);
        Elementwise.Relu(input.Cell.Values, output.Values);
        Record(output, input.Cell);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        Kernels.Memory.NativeBuffer gradient = Output.TakeGradient();
        Elementwise.ReluBackward(gradient.Span, Output.Values, gradient.Span);
        Input(0)!.GiveGradient(gradient);
    }
}
