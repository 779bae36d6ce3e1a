using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Any shape: 1 / (1 + exp(-input)), elementwise.</summary>
internal sealed class SigmoidOperation : Operation<SigmoidOperation>
{
    internal static Tensor Forward(Tensor input)
    {
        TensorCell output = TensorCell.Create(input.Shape, input.Cell.Layout);
        Elementwise.Sigmoid(input.Cell.Values, output.Values);
        Record(output, input.Cell);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        NativeBuffer gradient = Output.TakeGradient();
        Elementwise.SigmoidBackward(gradient.Span, Output.Values, gradient.Span);
        Input(0)!.GiveGradient(gradient);
    }
}
