using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, c, h, w] gives its channels first to first + count - 1 as [n, count, h, w].</summary>
internal sealed class SliceOperation : Operation<SliceOperation>
{
    private int _first;

    internal static Tensor Forward(Tensor input, int first, int count)
    {
        input.RequireRank(4, "A slice of channels");
        Shape x = input.Shape;
        if (first < 0 || count < 1 || count > x[1] - first)
            throw new ArgumentOutOfRangeException(nameof(first), $"{count} channels from {first} on are not inside {x}.");
        TensorCell output = TensorCell.Create(x.With(1, count), MemoryLayout.ChannelsLast);
        Rows.Move(input.Cell.Values, x[1], first, output.Values, count, 0, count, accumulate: false);
        if (Record(output, input.Cell) is { } operation)
            operation._first = first;
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell input = Input(0)!;
        int count = Output.Shape[1];
        Span<float> gradInput = input.GradientTarget(out bool accumulate);
        if (!accumulate)
            gradInput.Clear();
        Rows.Move(Output.Gradient!.Span, count, 0, gradInput, input.Shape[1], _first, count, accumulate: true);
    }
}
