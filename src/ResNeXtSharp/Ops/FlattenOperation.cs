using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, ...] gives [n, product of the rest], elements in row-major order: torch.flatten(x, 1).</summary>
internal sealed class FlattenOperation : Operation<FlattenOperation>
{
    internal static Tensor Forward(Tensor input)
    {
        if (input.Shape.Rank < 1)
            throw new ArgumentException("A scalar cannot be flattened.");
        int rows = input.Shape[0];
        TensorCell output = TensorCell.Create([rows, rows == 0 ? 0 : input.Shape.Count / rows], MemoryLayout.Contiguous);
        input.Cell.Layout.Load(input.Shape, input.Cell.Values, output.Values);
        Record(output, input.Cell);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell input = Input(0)!;
        NativeBuffer gradient = BufferPool.Rent(input.Buffer.Length);
        input.Layout.Store(input.Shape, Output.Gradient!.Span, gradient.Span);
        input.GiveGradient(gradient);
    }
}
